-- CreateEnum
CREATE TYPE "notice_outcome" AS ENUM ('told', 'nobody', 'unreachable', 'over', 'failed');

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "outcome" "notice_outcome";


-- What Prisma's schema cannot say.

UPDATE "notice" SET outcome = 'told', claimed_at = coalesce(claimed_at, told_at) WHERE told_at IS NOT NULL;
ALTER TABLE "notice" ADD CONSTRAINT "notice_told" CHECK (
  (outcome IS NOT DISTINCT FROM 'told') = (told_at IS NOT NULL) AND (outcome IS NULL OR claimed_at IS NOT NULL)
);

-- What is still to be told: a table of millions that were told costs nothing here.
DROP INDEX "notice_due";
CREATE INDEX "notice_due" ON "notice" (due_at) WHERE outcome IS NULL;

-- Nobody is asked twice whether they were seen.
CREATE UNIQUE INDEX "notice_whether_seen" ON "notice" (appointment_id) WHERE kind = 'whether_seen';

-- Whoever tells them wakes up at once.
CREATE FUNCTION "tell_notice"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('notice', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_notice" AFTER INSERT ON "notice" FOR EACH ROW EXECUTE FUNCTION "tell_notice"();
