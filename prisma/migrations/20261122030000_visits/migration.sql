-- AlterEnum
ALTER TYPE "attendance_event" ADD VALUE 'put_back';
ALTER TYPE "attendance_event" ADD VALUE 'taken_back';

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('called', 'moved', 'cancelled', 'whether_seen');

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "appointment_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "closing_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_appointment_id_kind_idx" ON "notice"("appointment_id", "kind");

-- CreateIndex
CREATE INDEX "notice_closing_id_idx" ON "notice"("closing_id");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- Who is with a clerk has come; who was called or has come has a moment of it.
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_presence" CHECK (
  (presence NOT IN ('with_clerk', 'done') OR attendance = 'attended')
  AND (presence <> 'called' OR called_at IS NOT NULL)
  AND (presence <> 'arrived' OR arrived_at IS NOT NULL)
);

-- What is still to be told: a table of millions that were told costs nothing here.
CREATE INDEX "notice_due" ON "notice" (due_at) WHERE told_at IS NULL;

-- The few visits whose applicants answered "Were you seen?".
CREATE INDEX "attendance_answer" ON "attendance_record" (appointment_id)
WHERE what IN ('says_seen', 'says_office_cancelled', 'says_could_not_come');
