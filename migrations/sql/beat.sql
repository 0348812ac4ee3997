-- A plain sign of life of a sitting's page in one round trip (sittings/beating.py calls it): nothing noticed, no silence.
--
-- Returns the sitting's end, and writes the sign down where the last one that was is older than p_kept. Returns no row
-- where there is more to do or to say: the sitting has ended, is another generation's, was silent for longer than p_quiet,
-- or was sent a message past p_told, the last one that its page knows. Then the slow path does it. No sitting is locked: a save never waits for this.
create or replace function assay_beat(
    p_organisation uuid,
    p_sitting uuid,
    p_generation int,
    p_at timestamptz,
    p_kept interval,
    p_quiet interval,
    p_told int
) returns table (ends_at timestamptz)
language plpgsql volatile security invoker
as $$
#variable_conflict use_column
declare
    v_ends_at timestamptz;
    v_seen_at timestamptz;
begin
    perform set_config('assay.organisation', p_organisation::text, true);

    select s.ends_at, b.seen_at
      into v_ends_at, v_seen_at
      from sittings s
      join beats b on b.organisation_id = s.organisation_id and b.sitting_id = s.id
     where s.organisation_id = p_organisation
       and s.id = p_sitting
       and s.state = 'started'
       and s.generation = p_generation
       and p_at <= s.ends_at
       and b.seen_at >= p_at - p_quiet
       and not exists (
            select from addressees a
             where a.organisation_id = p_organisation
               and a.sitting_id = p_sitting
               and a.number > p_told
       );

    if not found then
        return;
    end if;
    if v_seen_at < p_at - p_kept then
        update beats b
           set seen_at = p_at
         where b.organisation_id = p_organisation
           and b.sitting_id = p_sitting
           and b.seen_at < p_at;
    end if;
    ends_at := v_ends_at;
    return next;
end
$$;
