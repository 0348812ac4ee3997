-- Save one answer in one round trip: the hot path of the whole product (sittings/saving.py calls it).
--
-- Returns (saved_seq, ends_at) where the answer is kept, or was kept before under the same key.
-- Returns no row where it is not: not this organisation's sitting, ended, another generation, after the grace, no such
-- question, one of a section that does not take answers now, or a sequence that is not newer. Then the slow path asks
-- sittings.timing and sittings.sections why; a property test holds that they agree. The invoker's row-level security stays on. The lock on the sitting makes a save wait for a submit, an expiry
-- or an extension in flight, and see its outcome.
--
-- Plain statements, one after the other: writing them as one with common table expressions costs a third more. An answer
-- that is there proves that the paper has its question, so only a first answer looks the question up.
create or replace function assay_save_answer(
    p_organisation uuid,
    p_sitting uuid,
    p_generation int,
    p_position int,
    p_seq bigint,
    p_value jsonb,
    p_key text,
    p_at timestamptz
) returns table (saved_seq bigint, ends_at timestamptz)
language plpgsql volatile security invoker
as $$
#variable_conflict use_column
declare
    v_paper uuid;
    v_ends_at timestamptz;
    v_in_grace boolean;
begin
    perform set_config('assay.organisation', p_organisation::text, true);

    select s.paper_id, s.ends_at, p_at > least(s.ends_at, s.section_ends_at)
      into v_paper, v_ends_at, v_in_grace
      from sittings s
     where s.organisation_id = p_organisation
       and s.id = p_sitting
       and s.state = 'started'
       and s.generation = p_generation
       and p_at <= least(s.ends_at, s.section_ends_at) + s.grace_seconds * interval '1 second'
       and (s.open_positions is null or p_position = any (s.open_positions))
       for share;

    if found then
        update answers a
           set value = p_value, seq = p_seq, key = p_key, saved_at = p_at, in_grace = v_in_grace
         where a.organisation_id = p_organisation
           and a.sitting_id = p_sitting
           and a.position = p_position
           and a.seq < p_seq;
        if not found then
            insert into answers as a
                (organisation_id, sitting_id, position, value, seq, key, saved_at, in_grace)
            select p_organisation, p_sitting, p_position, p_value, p_seq, p_key, p_at, v_in_grace
              from paper_items i
             where i.organisation_id = p_organisation
               and i.paper_id = v_paper
               and i.position = p_position
            on conflict (organisation_id, sitting_id, position) do update
               set value = excluded.value, seq = excluded.seq, key = excluded.key,
                   saved_at = excluded.saved_at, in_grace = excluded.in_grace
             where a.seq < excluded.seq;
        end if;
        if found then
            insert into answer_history
                (organisation_id, sitting_id, position, seq, key, value, saved_at, late)
            values (p_organisation, p_sitting, p_position, p_seq, p_key, p_value, p_at, false);
            saved_seq := p_seq;
            ends_at := v_ends_at;
            return next;
            return;
        end if;
    end if;

    -- The same save once more (its reply was lost): say what it was told the first time.
    return query
    select a.seq, s.ends_at
      from sittings s
      join answers a on a.organisation_id = s.organisation_id and a.sitting_id = s.id
      join answer_history h
        on h.organisation_id = a.organisation_id and h.sitting_id = a.sitting_id
       and h.position = a.position
     where s.organisation_id = p_organisation
       and s.id = p_sitting
       and s.generation = p_generation
       and s.state <> 'voided'
       and a.position = p_position
       and h.seq = p_seq
       and h.key = p_key
       and not h.late;
end
$$;
