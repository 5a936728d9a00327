-- CreateTable
CREATE TABLE "visit_change" (
    "day" DATE NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attendance" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "change" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "visit_kind" (
    "id" SERIAL NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attendance" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "lead" TEXT NOT NULL,

    CONSTRAINT "visit_kind_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_count" (
    "day" DATE NOT NULL,
    "kind_id" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "visit_count_pkey" PRIMARY KEY ("day","kind_id")
);

-- CreateTable
CREATE TABLE "talk_change" (
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "asked" SMALLINT NOT NULL,
    "passed" SMALLINT NOT NULL,
    "unclear" SMALLINT NOT NULL
);

-- CreateTable
CREATE TABLE "talk_count" (
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "asked" INTEGER NOT NULL,
    "passed" INTEGER NOT NULL,
    "unclear" INTEGER NOT NULL,

    CONSTRAINT "talk_count_pkey" PRIMARY KEY ("day","channel","language","task","step")
);

-- CreateTable
CREATE TABLE "seat_count" (
    "day" DATE NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "booked" INTEGER NOT NULL,
    "freed" INTEGER NOT NULL,
    "refilled" INTEGER NOT NULL,
    "attended" INTEGER NOT NULL,

    CONSTRAINT "seat_count_pkey" PRIMARY KEY ("day","department_id","location_id")
);

-- CreateTable
CREATE TABLE "wait_sample" (
    "day" DATE NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "days" SMALLINT,

    CONSTRAINT "wait_sample_pkey" PRIMARY KEY ("day","department_id","location_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "visit_kind_all_key" ON "visit_kind"("department_id", "location_id", "service_id", "channel", "language", "state", "attendance", "source", "lead");

-- AddForeignKey
ALTER TABLE "visit_count" ADD CONSTRAINT "visit_count_kind_id_fkey" FOREIGN KEY ("kind_id") REFERENCES "visit_kind"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- Who recorded: after a call, or by a click alone.
CREATE FUNCTION "counted_source"(source attendance_source, called_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE source
  WHEN 'check_in_code' THEN 'check-in'
  WHEN 'clerk' THEN CASE WHEN called_at IS NULL THEN 'click' ELSE 'call' END
  WHEN 'applicant' THEN 'applicant'
  WHEN 'legacy_timer_or_click' THEN 'legacy'
  ELSE ''
END;

-- How long before the start somebody cancelled.
CREATE FUNCTION "counted_lead"(state appointment_state, starts_at timestamptz, ended_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE
  WHEN state NOT IN ('cancelled_by_applicant', 'cancelled_by_office') THEN ''
  WHEN ended_at > starts_at THEN 'after'
  WHEN ended_at > starts_at - interval '2 hours' THEN 'hours-2'
  WHEN ended_at > starts_at - interval '24 hours' THEN 'hours-24'
  WHEN ended_at > starts_at - interval '72 hours' THEN 'days-3'
  WHEN ended_at > starts_at - interval '168 hours' THEN 'days-7'
  ELSE 'more'
END;

-- What other tools' exports brought: counted as legacy, whoever recorded it there.
CREATE VIEW "counted_legacy_visit" AS
SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day, department_id, coalesce(location_id, '') AS location_id,
  coalesce(service, '') AS service_id, 'legacy' AS channel, coalesce(language, '') AS language,
  state::text AS state, attendance::text AS attendance, CASE WHEN attendance = 'unrecorded' THEN '' ELSE 'legacy' END AS source,
  CASE WHEN state IN ('cancelled_by_applicant', 'cancelled_by_office') THEN 'unknown' ELSE '' END AS lead
FROM imported_visit;

-- Everything that is counted, one row each: what the counters must come to.
CREATE VIEW "counted_visit" AS
SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day, department_id, location_id, service_id, channel, language,
  state::text AS state, attendance::text AS attendance, counted_source(source, called_at) AS source,
  counted_lead(state, starts_at, ended_at) AS lead
FROM appointment
UNION ALL
SELECT * FROM counted_legacy_visit;

-- Whatever changes an appointment, its counters change with it, by rows that are only added: nobody waits for anybody's counter.
-- What is undone (a row that still belongs to a person) is counted no more; what is merely tidied away stays counted.
CREATE FUNCTION "count_visit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND NOT (TG_OP = 'DELETE' AND OLD.identity IS NULL) THEN
    INSERT INTO visit_change VALUES (
      (OLD.starts_at AT TIME ZONE 'Europe/Berlin')::date, OLD.department_id, OLD.location_id, OLD.service_id, OLD.channel,
      OLD.language, OLD.state::text, OLD.attendance::text, counted_source(OLD.source, OLD.called_at),
      counted_lead(OLD.state, OLD.starts_at, OLD.ended_at), -1
    );
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO visit_change VALUES (
      (NEW.starts_at AT TIME ZONE 'Europe/Berlin')::date, NEW.department_id, NEW.location_id, NEW.service_id, NEW.channel,
      NEW.language, NEW.state::text, NEW.attendance::text, counted_source(NEW.source, NEW.called_at),
      counted_lead(NEW.state, NEW.starts_at, NEW.ended_at), 1
    );
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "count_new_visit" AFTER INSERT OR DELETE ON "appointment" FOR EACH ROW EXECUTE FUNCTION "count_visit"();
CREATE TRIGGER "count_changed_visit" AFTER UPDATE ON "appointment" FOR EACH ROW
WHEN (
  (OLD.starts_at, OLD.department_id, OLD.location_id, OLD.service_id, OLD.channel, OLD.language, OLD.state, OLD.attendance)
    IS DISTINCT FROM
  (NEW.starts_at, NEW.department_id, NEW.location_id, NEW.service_id, NEW.channel, NEW.language, NEW.state, NEW.attendance)
  OR counted_source(OLD.source, OLD.called_at) <> counted_source(NEW.source, NEW.called_at)
  OR counted_lead(OLD.state, OLD.starts_at, OLD.ended_at) <> counted_lead(NEW.state, NEW.starts_at, NEW.ended_at)
)
EXECUTE FUNCTION "count_visit"();

-- An import writes and an undo deletes many rows with one statement: they are counted in sums.
CREATE FUNCTION "count_legacy_visits"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO visit_change
    SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date, department_id, coalesce(location_id, ''), coalesce(service, ''),
      'legacy', coalesce(language, ''), state::text, attendance::text,
      CASE WHEN attendance = 'unrecorded' THEN '' ELSE 'legacy' END,
      CASE WHEN state IN ('cancelled_by_applicant', 'cancelled_by_office') THEN 'unknown' ELSE '' END, -count(*)
    FROM old_rows GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO visit_change
    SELECT (starts_at AT TIME ZONE 'Europe/Berlin')::date, department_id, coalesce(location_id, ''), coalesce(service, ''),
      'legacy', coalesce(language, ''), state::text, attendance::text,
      CASE WHEN attendance = 'unrecorded' THEN '' ELSE 'legacy' END,
      CASE WHEN state IN ('cancelled_by_applicant', 'cancelled_by_office') THEN 'unknown' ELSE '' END, count(*)
    FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "count_imported_visits" AFTER INSERT ON "imported_visit" REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION "count_legacy_visits"();
CREATE TRIGGER "count_changed_imports" AFTER UPDATE ON "imported_visit" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION "count_legacy_visits"();
CREATE TRIGGER "count_undone_imports" AFTER DELETE ON "imported_visit" REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION "count_legacy_visits"();

-- What was booked before there were counters.
INSERT INTO visit_change SELECT *, 1 FROM counted_visit;
