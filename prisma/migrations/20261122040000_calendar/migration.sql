-- AlterTable
ALTER TABLE "appointment" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "office_moves" SMALLINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "closing" (
    "id" UUID NOT NULL,
    "department_id" TEXT,
    "location_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(0) NOT NULL,
    "before_at" TIMESTAMPTZ(0) NOT NULL,
    "slot_ids" INTEGER[],
    "closure_id" INTEGER,
    "staff_id" UUID,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "closing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "closing_location_id_closed_at_idx" ON "closing"("location_id", "closed_at");


-- What Prisma's schema cannot say.

-- A visit that is over, or was recorded, is in nobody's way: the person may book again in that department.
UPDATE "appointment" SET active = false WHERE attendance <> 'unrecorded' OR ends_at <= now();
CREATE UNIQUE INDEX "appointment_one_active_per_person" ON "appointment" (identity, department_id) WHERE state = 'booked' AND active;
DROP INDEX "appointment_one_per_person";
ALTER INDEX "appointment_one_active_per_person" RENAME TO "appointment_one_per_person";

-- Free times are answered by the index alone also where they become public later.
CREATE INDEX "slot_free_public" ON "slot" (department_id, location_id, starts_at) INCLUDE (minutes, public_from) WHERE is_free;
DROP INDEX "slot_free";
ALTER INDEX "slot_free_public" RENAME TO "slot_free";

-- Whoever keeps the office in memory reads it again when it changes.
CREATE FUNCTION "tell_office"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('office', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_office" AFTER INSERT OR UPDATE OR DELETE ON "department" FOR EACH STATEMENT EXECUTE FUNCTION "tell_office"();
CREATE TRIGGER "tell_office" AFTER INSERT OR UPDATE OR DELETE ON "service" FOR EACH STATEMENT EXECUTE FUNCTION "tell_office"();
CREATE TRIGGER "tell_office" AFTER INSERT OR UPDATE OR DELETE ON "location" FOR EACH STATEMENT EXECUTE FUNCTION "tell_office"();
CREATE TRIGGER "tell_office" AFTER INSERT OR UPDATE OR DELETE ON "opening_hours" FOR EACH STATEMENT EXECUTE FUNCTION "tell_office"();
