-- What other tools' exports brought here: numbers for the report, nothing about a person. The office's own appointments are
-- another table, which no import reads or writes.

CREATE TABLE "import" (
  "id" UUID NOT NULL,
  "file_name" TEXT NOT NULL,
  "sha256" BYTEA,
  "origin" TEXT NOT NULL,
  "rows" INTEGER NOT NULL DEFAULT 0,
  "known" INTEGER NOT NULL DEFAULT 0,
  "bad" INTEGER NOT NULL DEFAULT 0,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "staff_id" UUID,
  "finished_at" TIMESTAMPTZ(3),
  "undone_at" TIMESTAMPTZ(3),
  CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "import" ADD CONSTRAINT "import_counts" CHECK (rows >= 0 AND known >= 0 AND bad >= 0);
ALTER TABLE "import" ADD CONSTRAINT "import_undone_is_empty" CHECK (undone_at IS NULL OR rows = 0);
CREATE INDEX "import_at_idx" ON "import"("at");

CREATE TABLE "imported_visit" (
  "origin" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "import_id" UUID NOT NULL,
  -- No foreign key: an export can be read before there is an office, and reports go on when a department is gone.
  "department_id" TEXT NOT NULL,
  "location_id" TEXT,
  "service" TEXT,
  "booked_via" TEXT,
  "language" TEXT,
  "starts_at" TIMESTAMPTZ(0) NOT NULL,
  "booked_at" TIMESTAMPTZ(0),
  "minutes" SMALLINT NOT NULL,
  "state" "appointment_state" NOT NULL,
  "attendance" "attendance" NOT NULL,
  "source" "attendance_source",
  CONSTRAINT "imported_visit_pkey" PRIMARY KEY ("origin", "number")
);
CREATE INDEX "imported_visit_import_id_idx" ON "imported_visit"("import_id");
CREATE INDEX "imported_visit_department_id_starts_at_idx" ON "imported_visit"("department_id", "starts_at");
ALTER TABLE "imported_visit" ADD CONSTRAINT "imported_visit_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "imported_visit" ADD CONSTRAINT "imported_visit_minutes" CHECK (minutes > 0);
-- A no-show of another tool may have been set by its timer, and so it says.
ALTER TABLE "imported_visit" ADD CONSTRAINT "imported_visit_source" CHECK (
  CASE attendance
    WHEN 'unrecorded' THEN source IS NULL
    WHEN 'attended' THEN source IS NOT NULL AND source = 'clerk'
    ELSE source IS NOT NULL AND source = 'legacy_timer_or_click'
  END
);
ALTER TABLE "imported_visit" ADD CONSTRAINT "imported_visit_cancelled" CHECK (state = 'booked' OR attendance = 'unrecorded');

-- How another tool's columns and words are read, under a name.
CREATE TABLE "import_mapping" (
  "name" TEXT NOT NULL,
  "mapping" JSONB NOT NULL,
  "saved_at" TIMESTAMPTZ(3) NOT NULL,
  "staff_id" UUID,
  CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("name")
);
