"""Organisations with a great many candidates, written by the database itself.

Not through the verbs: two hundred thousand of each would take a day. What is written is what the
lists read: invitations of an assessment's versions, sittings, results, decisions, audit entries,
jobs and requests, each in all its states, in the shares that a year of hiring leaves.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.load.hall import Hall

UNCHECKED = "set local session_replication_role = replica"
"""The keys are not looked up for each row; the rows hold them."""
DESIGNED = """
insert into assessments (organisation_id, id, name, blueprint, minutes, cut_score, cut_reason,
                         state, created_by, created_at, changed_at)
select :o, gen_random_uuid(), 'Assessment ' || n, :blueprint, 60, 60, 'The panel of June.',
       'published', :m, now() - n * interval '1 hour', now() - n * interval '1 hour'
  from generate_series(1, :designed) n
"""
PUBLISHED = """
insert into assessment_versions (organisation_id, id, assessment_id, number, name, blueprint,
                                 minutes, cut_score, cut_reason, published_at, published_by)
select a.organisation_id, gen_random_uuid(), a.id, number, a.name, a.blueprint, 60, 60,
       a.cut_reason, a.created_at + number * interval '1 minute', a.created_by
  from assessments a cross join generate_series(1, 3) number
 where a.organisation_id = :o
"""
PAPERS = """
insert into papers (organisation_id, id, assessment_version_id, seed, exposure, digest, drawn_at)
select organisation_id, gen_random_uuid(), id, 1, '{}', 'd', published_at
  from assessment_versions where organisation_id = :o
"""
PEOPLE = """
insert into candidates (organisation_id, id, name, email, time_zone, created_at)
select :o, gen_random_uuid(), 'Candidate ' || n, 'candidate-' || n || '@x.example', 'UTC', now()
  from generate_series(1, :many) n
"""
INVITED = """
with first as (
    select id from assessments where organisation_id = :o order by created_at desc limit 1
), places as (
    select v.id as version_id, p.id as paper_id, v.assessment_id = first.id as is_first,
           row_number() over (partition by v.assessment_id = first.id order by v.id) as place,
           count(*) over (partition by v.assessment_id = first.id) as places
      from assessment_versions v cross join first
      join papers p on p.organisation_id = v.organisation_id and p.assessment_version_id = v.id
     where v.organisation_id = :o
), people as (
    select id, row_number() over () as n from candidates where organisation_id = :o
)
insert into invitations (organisation_id, id, candidate_id, assessment_version_id, paper_id,
                         invited_by, invited_at, start_by, sent_at, withdrawn_at, declined_at)
select :o, gen_random_uuid(), people.id, version_id, paper_id, :m,
       now() - people.n * interval '139 days' / :many,
       now() - people.n * interval '139 days' / :many + interval '14 days',
       case when people.n % 50 > 0 then now() end,
       case when people.n % 40 = 1 then now() end,
       case when people.n % 40 = 2 then now() end
  from people
  join places on is_first = (people.n % 10 > 0) and place = people.n % places + 1
"""
"""Nine of ten are asked to sit the first assessment, in as many days whatever the number: as many
have missed it, or wait for a decision for too long."""
NUMBERED = """
create temporary table numbered on commit drop as
select i.id, i.candidate_id, i.paper_id, i.invited_at, row_number() over () as n
  from invitations i
 where i.organisation_id = :o and i.withdrawn_at is null and i.declined_at is null
"""
SAT = """
insert into sittings (organisation_id, id, invitation_id, paper_id, state, started_at, ends_at,
                      submitted_at, ended_at, next_check_at, limit_seconds, extra_seconds,
                      grace_seconds, generation, flagged)
select :o, gen_random_uuid(), id, paper_id, state, invited_at + interval '1 day',
       invited_at + interval '25 hours',
       case when state = 'submitted' then invited_at + interval '1 day 50 minutes' end,
       case when state <> 'started' then invited_at + interval '1 day 50 minutes' end,
       case when state = 'started' then now() + interval '1 day' end,
       3600, 0, 30, 1, '{}'
  from (select *, case when n % 100 < 3 then 'started' when n % 100 < 8 then 'expired'
                       when n % 100 < 10 then 'voided' else 'submitted' end as state
          from numbered where n % 5 > 0) sat
"""
SETTLED = """
insert into results (organisation_id, id, sitting_id, round, points, out_of, percent, effective_n,
                     likely_low, likely_high, interval_low, interval_high, band, cut_score,
                     vector, settled_at)
select :o, gen_random_uuid(), id, 1, p, 100, p, 20, greatest(p - 9, 0), least(p + 9, 100),
       greatest(p - 18, 0), least(p + 18, 100),
       case when p - 9 > 60 then 'above' when p + 9 < 60 then 'below' else 'review' end, 60, '[]',
       ended_at
  from (select id, ended_at, (('x' || left(md5(id::text), 6))::bit(24)::int % 101) as p
          from sittings
         where organisation_id = :o and state in ('submitted', 'expired')) marked
 where p <> 13
"""
DECIDED = """
insert into decisions (organisation_id, id, invitation_id, verdict, reason, decided_by, decided_at)
select :o, gen_random_uuid(), id, (array['advance', 'reject', 'hold'])[n % 3 + 1],
       'The answers on sessions show the depth that the team needs.', :m, now()
  from numbered where n % 2 = 0
"""
NOTED = """
insert into audit_entries (organisation_id, id, at, actor_kind, actor_id, verb, subject_kind,
                           subject_id, details, request_id, sequence, hash)
select :o, gen_random_uuid(), invited_at + step * interval '1 hour', kind,
       case kind when 'member' then cast(:m as uuid) when 'candidate' then candidate_id end, verb,
       'invitation', id, '{}', 'r', before.last + row_number() over (order by invited_at, step),
       'hash'
  from (select coalesce(max(sequence), 0) as last
          from audit_entries where organisation_id = :o) before
  cross join numbered cross join (values (0, 'member', 'invitation.invite'),
                                   (1, 'system', 'invitation.send'),
                                   (2, 'candidate', 'sitting.start')) steps (step, kind, verb)
"""
DONE = """
with told as (
    insert into outbox (organisation_id, id, name, payload, request_id, written_at, sent_at)
    select :o, gen_random_uuid(), 'SittingSubmitted', jsonb_build_object('sitting_id', s.id), 'r',
           s.started_at, s.started_at
      from sittings s where s.organisation_id = :o
    returning id, payload, written_at
)
insert into jobs (organisation_id, id, event_id, name, queue, payload, state, tries, due_at,
                  finished_at)
select :o, gen_random_uuid(), id, 'mark_sitting', 'mark', payload, 'done', 1, written_at,
       written_at
  from told
"""
WAITING = """
update jobs set state = 'failed', error = 'ValueError: a test', tries = 9, finished_at = null
 where (organisation_id, id) in (
    select organisation_id, id from jobs where organisation_id = :o order by due_at limit 30
 )
"""
ASKED = """
insert into requests (organisation_id, id, invitation_id, kind, percent, text, asked_at, answer,
                      answered_at, answered_by)
select :o, gen_random_uuid(), id, kind, 50, '', invited_at,
       case when n > 300 then 'granted' end, case when n > 300 then now() end,
       case when n > 300 then cast(:m as uuid) end
  from numbered cross join (values ('more_time'), ('review')) kinds (kind)
 where n % 10 = 0
"""
"""Thirty of each wait in every organisation, whatever its size: a page is not longer."""
STOOD = """
insert into standings (organisation_id, invitation_id, assessment_id, assessment_version_id,
                       candidate_id, invited_at, start_by, started_at, state, is_marked,
                       is_withdrawn, stage, verdict, band, resat_until, by_name, by_end, by_score,
                       by_least)
select n.*
  from invitations i cross join lateral assay_standing(i.organisation_id, i.id) n
 where i.organisation_id = :o
"""
"""What the triggers would have kept."""
STEPS = (
    DESIGNED, PUBLISHED, PAPERS, PEOPLE, INVITED, NUMBERED, SAT, SETTLED, DECIDED, NOTED, DONE,
    WAITING, ASKED, STOOD,
)  # fmt: skip
WHO = """
select o.id, m.id from organisations o join members m on m.organisation_id = o.id
 where o.slug = :slug order by m.joined_at limit 1
"""
FIRST = "select id from assessments where organisation_id = :o order by created_at desc limit 1"


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """An organisation, and its assessment with nearly all of its candidates."""

    slug: str
    organisation_id: UUID
    assessment_id: UUID


def gather(hall: Hall, slug: str, many: int) -> Crowd:
    """So many candidates with all that came of them, in an organisation that is open already."""
    (owner,) = hall.run(WHO, slug=slug)
    told: dict[str, Any] = {
        "o": owner[0], "m": owner[1], "many": many, "designed": max(30, many // 1000),
        "blueprint": BLUEPRINT,
    }  # fmt: skip
    hall.run_all((UNCHECKED, *STEPS), **told)
    ((first,),) = hall.run(FIRST, o=owner[0])
    return Crowd(slug=slug, organisation_id=owner[0], assessment_id=first)


BLUEPRINT = (
    '{"sections": [{"title": "Core", "minutes": null, "rules": [{"kind": "pool", "count": 5,'
    ' "responsibilities": [], "level": null, "kinds": []}]}]}'
)
