-- AlterEnum
ALTER TYPE "notice_kind" ADD VALUE 'reminder';

-- CreateEnum
CREATE TYPE "contact_kind" AS ENUM ('email', 'push');

-- CreateEnum
CREATE TYPE "contact_outcome" AS ENUM ('sent', 'refused', 'over');

-- AlterTable
ALTER TABLE "appointment" ADD COLUMN     "coming_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "last_open_at" TIMESTAMPTZ(3),
ADD COLUMN     "notices_off_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "notice_id" UUID;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "hours_before" SMALLINT;

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "kind" "contact_kind" NOT NULL,
    "language" TEXT NOT NULL,
    "data_key_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_delivery" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "notice_id" UUID,
    "first_sequence" INTEGER,
    "last_sequence" INTEGER,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "contact_outcome",
    "ended_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "contact_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contact_conversation_id_idx" ON "contact"("conversation_id");

-- CreateIndex
CREATE INDEX "contact_data_key_id_idx" ON "contact"("data_key_id");

-- CreateIndex
CREATE INDEX "contact_fingerprint_idx" ON "contact"("fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "contact_conversation_id_kind_fingerprint_key" ON "contact"("conversation_id", "kind", "fingerprint");

-- CreateIndex
CREATE INDEX "contact_delivery_contact_id_idx" ON "contact_delivery"("contact_id");

-- CreateIndex
CREATE INDEX "contact_delivery_notice_id_idx" ON "contact_delivery"("notice_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_appointment_id_hours_before_key" ON "notice"("appointment_id", "hours_before");

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_ended" CHECK ((outcome IS NULL) = (ended_at IS NULL));
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_says" CHECK (
  (first_sequence IS NULL) = (last_sequence IS NULL) AND coalesce(first_sequence <= last_sequence, true)
);

-- What is still to be sent: those that were cost nothing here.
CREATE INDEX "contact_delivery_due" ON "contact_delivery" (next_at) WHERE outcome IS NULL;

-- Who sends them wakes up at once.
CREATE FUNCTION "tell_contact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('contact', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_contact" AFTER INSERT ON "contact_delivery" FOR EACH STATEMENT EXECUTE FUNCTION "tell_contact"();
