-- Begin a sitting in one round trip where all is as usual (sittings/starting.py calls it).
--
-- Returns (organisation_id, sitting_id) where this call began it, with everything that a start writes. Returns no row and
-- has written nothing where anything is not as usual: no such link, or a newer one; the organisation closed; withdrawn,
-- declined, no paper yet, outside its window; another policy by now; begun already. Then sittings.actions.start does it, or
-- says why not; a property test holds that the two write the same and refuse the same. The invoker's row-level security
-- stays on.
--
-- What a member or the candidate may still change before the start (time, withdrawing) is done under the lock on the
-- invitation, so it is read by a statement of its own after that. Closing the organisation waits for the lock on its row,
-- which starts share; a start that came meanwhile waits, and finds it closed.
create or replace function assay_start(
    p_link bytea,
    p_policy int,
    p_notice int,
    p_language text,
    p_at timestamptz,
    p_grace int,
    p_request_id text
) returns table (organisation_id uuid, sitting_id uuid)
language plpgsql volatile security invoker
as $$
#variable_conflict use_column
declare
    v_owner uuid;
    v_invitation uuid;
    v_version uuid;
    v_candidate uuid;
    v_paper uuid;
    v_finish_by timestamptz;
    v_minutes int;
    v_extra int;
    v_allowed int;
    v_blueprint jsonb;
    v_open smallint[];
    v_sitting uuid := gen_random_uuid();
begin
    select e.organisation_id, e.subject_id
      into v_owner, v_invitation
      from assay_entrance('sit', p_link) e
     where e.revoked_at is null;
    if not found then
        return;
    end if;
    perform set_config('assay.organisation', v_owner::text, true);

    select i.assessment_version_id, i.candidate_id, i.paper_id, i.finish_by
      into v_version, v_candidate, v_paper, v_finish_by
      from invitations i
     where i.organisation_id = v_owner
       and i.id = v_invitation
       and i.withdrawn_at is null
       and i.declined_at is null
       and i.paper_id is not null
       and i.start_by >= p_at
       for update;
    if not found then
        return;
    end if;

    perform from organisations o where o.id = v_owner and o.closed_at is null for share;
    if not found then
        return;
    end if;

    select v.minutes, v.blueprint,
           (select coalesce(sum(v.minutes * 60 * a.extra_percent / 100 + a.extra_minutes * 60), 0)
              from accommodations a
             where a.organisation_id = v_owner
               and a.invitation_id = v_invitation
               and a.revoked_at is null)
      into v_minutes, v_blueprint, v_extra
      from assessment_versions v
     where v.organisation_id = v_owner
       and v.id = v_version
       and p_policy = coalesce(
               (select max(p.number) from policies p where p.organisation_id = v_owner), 0);
    if not found then
        return;
    end if;

    v_allowed := least(v_minutes * 60 + v_extra, floor(extract(epoch from v_finish_by - p_at)));
    if v_allowed < 1 then
        return;
    end if;
    v_extra := least(v_extra, v_allowed);

    if jsonb_path_exists(v_blueprint, '$.sections[*].locks ? (@ == true)') then
        v_open := array(
            select i.position
              from paper_items i
             where i.organisation_id = v_owner
               and i.paper_id = v_paper
               and not coalesce((v_blueprint -> 'sections' -> i.section ->> 'locks')::boolean, false)
             order by i.position);
    end if;

    insert into sittings
        (organisation_id, id, invitation_id, paper_id, state, started_at, ends_at, next_check_at,
         limit_seconds, extra_seconds, grace_seconds, generation, flagged, open_positions)
    values
        (v_owner, v_sitting, v_invitation, v_paper, 'started', p_at,
         p_at + v_allowed * interval '1 second',
         p_at + (v_allowed + p_grace) * interval '1 second',
         v_allowed - v_extra, v_extra, p_grace, 1, '{}', v_open)
    on conflict (organisation_id, invitation_id) do nothing;
    if not found then
        return;
    end if;

    insert into consents (organisation_id, invitation_id, policy_number, notice, language, agreed_at)
    values (v_owner, v_invitation, p_policy, p_notice, p_language, p_at);

    insert into audit_entries
        (organisation_id, id, at, actor_kind, actor_id, verb, subject_kind, subject_id, details,
         request_id)
    values
        (v_owner, gen_random_uuid(), p_at, 'candidate', v_candidate, 'sitting.start', 'sitting',
         v_sitting, jsonb_build_object('policy', p_policy, 'notice', p_notice), p_request_id);

    insert into outbox (organisation_id, id, name, payload, request_id, written_at)
    values (v_owner, gen_random_uuid(), 'SittingStarted',
            jsonb_build_object('sitting_id', v_sitting), p_request_id, p_at);

    update candidates c
       set language = p_language
     where c.organisation_id = v_owner
       and c.id = v_candidate
       and c.language is distinct from p_language;

    organisation_id := v_owner;
    sitting_id := v_sitting;
    return next;
end
$$;
