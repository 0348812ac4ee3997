-- Where each invitation stands, kept in a row of its own, so that a table of very many is filtered and put in order by an
-- index (decisions.models.Standing). The rooms that act on an invitation know nothing of it: triggers have its row worked
-- out anew, in the same transaction.
--
-- A row holds nothing that passes with time alone: "not begun in time" is told by start_by, and an earlier sitting stands
-- aside until resat_until, which is past all reckoning once the resit is begun. Who sits stays "invited" here, with the
-- sitting's state beside it. What is not there counts as what sorts last: a page goes on from the last key it has shown.
--
-- This is what it must be; Postgres takes it into the query that asks.
create or replace function assay_standing(p_organisation uuid, p_invitation uuid) returns table (
    organisation_id uuid, invitation_id uuid, assessment_id uuid, assessment_version_id uuid, candidate_id uuid,
    invited_at timestamptz, start_by timestamptz, started_at timestamptz, state text, is_marked boolean,
    is_withdrawn boolean, stage text, verdict text, band text, resat_until timestamptz, by_name text, by_end timestamptz,
    by_score double precision, by_least double precision
)
language sql stable security invoker
as $$
select i.organisation_id, i.id as invitation_id, v.assessment_id, v.id as assessment_version_id, i.candidate_id,
       i.invited_at, i.start_by, s.started_at, s.state, r.id is not null as is_marked,
       i.withdrawn_at is not null as is_withdrawn,
       case when i.archived_at is not null then 'archived'
            when d.verdict is not null then 'decided'
            when s.state = 'voided' then 'voided'
            when s.state <> 'started' and r.id is null then 'to_mark'
            when s.state <> 'started' then 'to_decide'
            when i.withdrawn_at is not null then 'withdrawn'
            when i.declined_at is not null then 'declined'
            else 'invited' end as stage,
       d.verdict,
       case when s.state <> 'voided' then r.band end as band,
       (select max(case when exists (select from sittings resat
                                      where resat.organisation_id = again.organisation_id
                                        and resat.invitation_id = again.id) then '9999-01-01Z'::timestamptz
                        when again.declined_at is null then again.start_by end)
          from invitations again
         where again.organisation_id = i.organisation_id and again.former_id = i.id
           and again.withdrawn_at is null) as resat_until,
       coalesce(c.name_lower, '') as by_name,
       coalesce(s.ended_at, 'epoch'::timestamptz) as by_end,
       coalesce(r.percent, -1)::double precision as by_score,
       coalesce(r.percent, 101)::double precision as by_least
  from invitations i
  join assessment_versions v on v.organisation_id = i.organisation_id and v.id = i.assessment_version_id
  join candidates c on c.organisation_id = i.organisation_id and c.id = i.candidate_id
  left join sittings s on s.organisation_id = i.organisation_id and s.invitation_id = i.id
  left join lateral (
        select id, band, percent from results
         where organisation_id = s.organisation_id and sitting_id = s.id
         order by round desc limit 1) r on true
  left join lateral (
        select verdict from decisions
         where organisation_id = i.organisation_id and invitation_id = i.id
         order by decided_at desc, id limit 1) d on true
 where i.organisation_id = p_organisation and i.id = p_invitation
$$;

-- Have one row worked out anew. Its lock is taken first: what another has done meanwhile to the same invitation is read
-- by the statement after it.
create or replace function assay_stand(p_organisation uuid, p_invitation uuid) returns void
language plpgsql volatile security invoker
as $$
begin
    perform from standings s where s.organisation_id = p_organisation and s.invitation_id = p_invitation for update;
    if not found then
        insert into standings
            (organisation_id, invitation_id, assessment_id, assessment_version_id, candidate_id, invited_at, start_by,
             started_at, state, is_marked, is_withdrawn, stage, verdict, band, resat_until, by_name, by_end, by_score,
             by_least)
        select n.organisation_id, n.invitation_id, n.assessment_id, n.assessment_version_id, n.candidate_id,
               n.invited_at, n.start_by, n.started_at, n.state, n.is_marked, n.is_withdrawn, n.stage, n.verdict, n.band,
               n.resat_until, n.by_name, n.by_end, n.by_score, n.by_least
          from assay_standing(p_organisation, p_invitation) n
        on conflict (organisation_id, invitation_id) do nothing;
        if found then
            return;
        end if;
        perform from standings s where s.organisation_id = p_organisation and s.invitation_id = p_invitation for update;
    end if;

    update standings s
       set candidate_id = n.candidate_id, assessment_version_id = n.assessment_version_id, invited_at = n.invited_at,
           start_by = n.start_by, started_at = n.started_at, state = n.state, is_marked = n.is_marked,
           is_withdrawn = n.is_withdrawn, stage = n.stage, verdict = n.verdict, band = n.band,
           resat_until = n.resat_until, by_name = n.by_name, by_end = n.by_end, by_score = n.by_score,
           by_least = n.by_least
      from assay_standing(p_organisation, p_invitation) n
     where s.organisation_id = p_organisation and s.invitation_id = p_invitation;
end
$$;

-- An invitation, and with a resit the one that was sat before.
create or replace function assay_invitation_stands() returns trigger language plpgsql security invoker as $$
begin
    perform assay_stand(new.organisation_id, new.id);
    if new.former_id is not null then
        perform assay_stand(new.organisation_id, new.former_id);
    end if;
    return null;
end
$$;

-- A start is the dearest minute: it writes what it knows into the row where it lies, and into no index.
create or replace function assay_sitting_stands() returns trigger language plpgsql security invoker as $$
begin
    if tg_op = 'INSERT' and new.state = 'started' then
        update standings s
           set state = new.state, started_at = new.started_at
         where s.organisation_id = new.organisation_id and s.invitation_id = new.invitation_id;
    else
        perform assay_stand(new.organisation_id, new.invitation_id);
    end if;
    if tg_op = 'INSERT' then
        perform assay_stand(i.organisation_id, i.former_id)
           from invitations i
          where i.organisation_id = new.organisation_id and i.id = new.invitation_id and i.former_id is not null;
    end if;
    return null;
end
$$;

-- Nothing of the product deletes a result or a decision; whoever does it by hand is followed, too.
create or replace function assay_result_stands() returns trigger language plpgsql security invoker as $$
declare
    v_result results := coalesce(new, old);
begin
    perform assay_stand(s.organisation_id, s.invitation_id)
       from sittings s where s.organisation_id = v_result.organisation_id and s.id = v_result.sitting_id;
    return null;
end
$$;

create or replace function assay_decision_stands() returns trigger language plpgsql security invoker as $$
declare
    v_decision decisions := coalesce(new, old);
begin
    perform assay_stand(v_decision.organisation_id, v_decision.invitation_id);
    return null;
end
$$;

create or replace function assay_candidate_stands() returns trigger language plpgsql security invoker as $$
begin
    perform assay_stand(i.organisation_id, i.id)
       from invitations i where i.organisation_id = new.organisation_id and i.candidate_id = new.id;
    return null;
end
$$;
