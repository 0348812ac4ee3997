-- Two organisations with a row in every table, as the tables stood at revision 0002. Never changed: later migrations
-- meet these rows, as they meet those of an installation that has been running since then.

create function pg_temp.id(word text, what text) returns uuid language sql immutable
    as $$ select md5(word || ' ' || what)::uuid $$;

create temporary table o as
    select word, pg_temp.id(word, 'organisation') as organisation, timestamptz '2026-01-05 09:00+00' as at
      from (values ('Northwind'), ('Bluefjord')) as words (word);

insert into organisations (id, name, slug, time_zone, opened_at)
    select organisation, word, lower(word), 'Europe/Berlin', at from o;
insert into users (id, email, name, active, fs_uniquifier, created_at)
    select pg_temp.id(word, 'user'), lower(word) || '@x.example', 'Ann ' || word, true, word, at from o;
insert into members (organisation_id, id, user_id, role, joined_at)
    select organisation, pg_temp.id(word, 'member'), pg_temp.id(word, 'user'), 'owner', at from o;
insert into entrances (organisation_id, purpose, digest, subject_id)
    select organisation, 'sit', sha256(word::bytea), pg_temp.id(word, 'invitation') from o;
insert into letters (organisation_id, id, recipient, subject, written_at)
    select organisation, pg_temp.id(word, 'letter'), 'cai@x.example', 'Hello from ' || word, at from o;

insert into items (organisation_id, id, slug) select organisation, pg_temp.id(word, 'item'), 'one' from o;
insert into item_versions
    (organisation_id, id, item_id, number, kind, responsibility, level, skill, title, minutes, points, difficulty,
     content, key, digest, published_at)
    select organisation, pg_temp.id(word, 'item version'), pg_temp.id(word, 'item'), 1, 'fillin', 'testing', 'mid',
           'apply', 'What does ' || word || ' ask?', 2, 2, 0.5, '{"stem": "What?"}', '{"accept": ["that"]}', '\x01', at
      from o;

insert into assessments (organisation_id, id, name, blueprint, minutes, state, created_by, created_at)
    select organisation, pg_temp.id(word, 'assessment'), word || ' Developer', '{"sections": []}', 45, 'published',
           pg_temp.id(word, 'member'), at
      from o;
insert into shares (organisation_id, assessment_id, member_id)
    select organisation, pg_temp.id(word, 'assessment'), pg_temp.id(word, 'member') from o;
insert into assessment_versions
    (organisation_id, id, assessment_id, number, name, blueprint, minutes, published_at, published_by)
    select organisation, pg_temp.id(word, 'version'), pg_temp.id(word, 'assessment'), 1, word || ' Developer',
           '{"sections": []}', 45, at, pg_temp.id(word, 'member')
      from o;
insert into version_items
    (organisation_id, assessment_version_id, section, rule, item_organisation_id, item_version_id, points)
    select organisation, pg_temp.id(word, 'version'), 0, 0, organisation, pg_temp.id(word, 'item version'), 2 from o;
insert into papers (organisation_id, id, assessment_version_id, seed, exposure, digest, drawn_at)
    select organisation, pg_temp.id(word, 'paper'), pg_temp.id(word, 'version'), 1, '{}', '\x01', at from o;
insert into paper_items
    (organisation_id, paper_id, position, section, item_organisation_id, item_version_id, points, option_order)
    select organisation, pg_temp.id(word, 'paper'), 1, 0, organisation, pg_temp.id(word, 'item version'), 2, '[]' from o;

insert into candidates (organisation_id, id, name, email, time_zone, created_at)
    select organisation, pg_temp.id(word, 'candidate'), 'Cai ' || word, 'Cai@' || word || '.example', 'UTC', at from o;
insert into invitations
    (organisation_id, id, candidate_id, assessment_version_id, paper_id, invited_by, invited_at, start_by, sent_at)
    select organisation, pg_temp.id(word, 'invitation'), pg_temp.id(word, 'candidate'), pg_temp.id(word, 'version'),
           pg_temp.id(word, 'paper'), pg_temp.id(word, 'member'), at, at + interval '14 days', at
      from o;
insert into accommodations
    (organisation_id, id, invitation_id, extra_percent, extra_minutes, granted_by, granted_at)
    select organisation, pg_temp.id(word, 'accommodation'), pg_temp.id(word, 'invitation'), 25, 0,
           pg_temp.id(word, 'member'), at
      from o;
insert into sittings
    (organisation_id, id, invitation_id, paper_id, state, started_at, ends_at, grace_seconds, limit_seconds,
     extra_seconds, generation, submitted_at, ended_at, flagged)
    select organisation, pg_temp.id(word, 'sitting'), pg_temp.id(word, 'invitation'), pg_temp.id(word, 'paper'),
           'submitted', at, at + interval '1 hour', 30, 3600, 0, 1, at, at, '{1}'
      from o;
insert into answers (organisation_id, sitting_id, position, value, seq, key, saved_at, in_grace)
    select organisation, pg_temp.id(word, 'sitting'), 1, '{"text": "that"}', 1, 'a-first-key', at, false from o;
insert into answer_history (organisation_id, sitting_id, position, seq, key, value, saved_at, late)
    select organisation, pg_temp.id(word, 'sitting'), 1, 1, 'a-first-key', '{"text": "that"}', at, false from o;

insert into marks
    (organisation_id, id, sitting_id, position, round, item_organisation_id, item_version_id, points, out_of, engine,
     engine_version, source, marked_by, marked_at, detail)
    select organisation, pg_temp.id(word, 'mark by ' || source), pg_temp.id(word, 'sitting'), 1, 1, organisation,
           pg_temp.id(word, 'item version'), 2, 2, 'fillin', '1', source,
           case source when 'human' then pg_temp.id(word, 'member') end, at, '{"answered": true}'
      from o cross join (values ('automatic'), ('human')) as sources (source);
insert into results (organisation_id, id, sitting_id, round, points, out_of, vector, settled_at)
    select organisation, pg_temp.id(word, 'result'), pg_temp.id(word, 'sitting'), 1, 2, 2, '[["2", "2"]]', at from o;
insert into result_lines (organisation_id, result_id, responsibility, items, points, out_of)
    select organisation, pg_temp.id(word, 'result'), 'testing', 1, 2, 2 from o;
insert into reports
    (organisation_id, id, sitting_id, result_id, digest, size, blob_key, certificate, issued_at)
    select organisation, pg_temp.id(word, 'report'), pg_temp.id(word, 'sitting'), pg_temp.id(word, 'result'),
           sha256(word::bytea), 9, 'reports/' || organisation || '/one.pdf', 'a certificate', at
      from o;
insert into decisions (organisation_id, id, invitation_id, verdict, reason, decided_by, decided_at)
    select organisation, pg_temp.id(word, 'decision'), pg_temp.id(word, 'invitation'), 'advance', 'It convinced us.',
           pg_temp.id(word, 'member'), at
      from o;

insert into outbox (organisation_id, id, name, payload, written_at, sent_at)
    select organisation, pg_temp.id(word, 'event'), 'SittingSubmitted',
           jsonb_build_object('sitting_id', pg_temp.id(word, 'sitting')), at, at
      from o;
insert into jobs (organisation_id, id, event_id, name, queue, payload, state, tries, due_at, finished_at)
    select organisation, pg_temp.id(word, 'job'), pg_temp.id(word, 'event'), 'mark_sitting', 'mark',
           jsonb_build_object('sitting_id', pg_temp.id(word, 'sitting')), 'done', 1, at, at
      from o;
insert into audit_entries
    (organisation_id, id, at, actor_kind, actor_id, verb, subject_kind, subject_id, details, sequence, hash)
    select organisation, pg_temp.id(word, 'entry'), at, 'member', pg_temp.id(word, 'member'), 'organisation.open',
           'organisation', organisation, '{}', 1, sha256(word::bytea)
      from o;
