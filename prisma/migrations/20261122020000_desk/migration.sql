-- CreateEnum
CREATE TYPE "presence" AS ENUM ('expected', 'arrived', 'called', 'with_clerk', 'done');

-- CreateEnum
CREATE TYPE "attendance" AS ENUM ('unrecorded', 'attended', 'no_show');

-- CreateEnum
CREATE TYPE "attendance_source" AS ENUM ('check_in_code', 'clerk', 'applicant', 'legacy_timer_or_click');

-- CreateEnum
CREATE TYPE "attendance_event" AS ENUM ('arrived', 'called', 'with_clerk', 'done', 'attended', 'no_show', 'unrecorded', 'says_seen', 'says_office_cancelled', 'says_could_not_come');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('clerk', 'manager', 'administrator', 'auditor');

-- CreateEnum
CREATE TYPE "device_kind" AS ENUM ('board', 'kiosk');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'delivered', 'failed');

-- AlterTable
ALTER TABLE "applicant" ADD COLUMN     "birthday" BYTEA;

-- AlterTable
ALTER TABLE "appointment" ADD COLUMN     "arrived_at" TIMESTAMPTZ(3),
ADD COLUMN     "attendance" "attendance" NOT NULL DEFAULT 'unrecorded',
ADD COLUMN     "called_at" TIMESTAMPTZ(3),
ADD COLUMN     "called_by" UUID,
ADD COLUMN     "presence" "presence" NOT NULL DEFAULT 'expected',
ADD COLUMN     "room" TEXT,
ADD COLUMN     "source" "attendance_source";

-- AlterTable
ALTER TABLE "closure" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "department" ADD COLUMN     "retired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "location" ADD COLUMN     "retired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "opening_hours" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "service" ADD COLUMN     "retired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "slot" ADD COLUMN     "public_from" TIMESTAMPTZ(0);

-- CreateTable
CREATE TABLE "room" (
    "id" SERIAL NOT NULL,
    "location_id" TEXT NOT NULL,
    "department_id" TEXT,
    "name" TEXT NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "special_hours" (
    "id" SERIAL NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "opens" TEXT NOT NULL,
    "closes" TEXT NOT NULL,
    "slot_minutes" SMALLINT NOT NULL,
    "capacity" SMALLINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "special_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_record" (
    "id" BIGSERIAL NOT NULL,
    "appointment_id" UUID NOT NULL,
    "what" "attendance_event" NOT NULL,
    "source" "attendance_source" NOT NULL,
    "staff_id" UUID,
    "room" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attendance_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment_note" (
    "id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "staff_id" UUID,
    "body" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "applicant_word" (
    "applicant_id" UUID NOT NULL,
    "word" BYTEA NOT NULL,

    CONSTRAINT "applicant_word_pkey" PRIMARY KEY ("applicant_id","word")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "totp_secret" BYTEA,
    "totp_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "last_totp_step" INTEGER,
    "oidc_subject" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_role" (
    "id" SERIAL NOT NULL,
    "staff_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "department_id" TEXT,
    "location_id" TEXT,

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "csrf" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "invitation" (
    "hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "staff_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("staff_id","hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staff_id" UUID,
    "api_key_id" UUID,
    "deed" TEXT NOT NULL,
    "subject" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "kind" "device_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "paired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "events" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "principal" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" SMALLINT,
    "answer" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("principal","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "room_location_id_name_key" ON "room"("location_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "special_hours_department_id_location_id_day_opens_key" ON "special_hours"("department_id", "location_id", "day", "opens");

-- CreateIndex
CREATE INDEX "attendance_record_appointment_id_id_idx" ON "attendance_record"("appointment_id", "id");

-- CreateIndex
CREATE INDEX "appointment_note_appointment_id_idx" ON "appointment_note"("appointment_id");

-- CreateIndex
CREATE INDEX "applicant_word_word_idx" ON "applicant_word"("word");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_oidc_subject_key" ON "staff"("oidc_subject");

-- CreateIndex
CREATE INDEX "staff_role_staff_id_idx" ON "staff_role"("staff_id");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE INDEX "invitation_staff_id_idx" ON "invitation"("staff_id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_idx" ON "audit_entry"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "device_key_hash_key" ON "device"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_idx" ON "webhook_delivery"("webhook_id", "created_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_state_next_at_idx" ON "webhook_delivery"("state", "next_at");

-- CreateIndex
CREATE INDEX "idempotent_answer_created_at_idx" ON "idempotent_answer"("created_at");

-- CreateIndex
CREATE INDEX "applicant_birthday_idx" ON "applicant"("birthday");

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_hours" ADD CONSTRAINT "special_hours_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_hours" ADD CONSTRAINT "special_hours_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance_record" ADD CONSTRAINT "attendance_record_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_note" ADD CONSTRAINT "appointment_note_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applicant_word" ADD CONSTRAINT "applicant_word_applicant_id_fkey" FOREIGN KEY ("applicant_id") REFERENCES "applicant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "appointment" ADD CONSTRAINT "appointment_attendance" CHECK ((attendance = 'unrecorded') = (source IS NULL));
ALTER TABLE "special_hours" ADD CONSTRAINT "special_hours_day" CHECK (opens < closes AND capacity >= 1 AND slot_minutes BETWEEN 1 AND 480);
ALTER TABLE "staff" ADD CONSTRAINT "staff_email" CHECK (email = lower(email));
ALTER TABLE "staff" ADD CONSTRAINT "staff_totp" CHECK (totp_secret IS NOT NULL OR NOT totp_confirmed);

-- Visits of earlier days that nobody has settled.
CREATE INDEX "appointment_unrecorded" ON "appointment" (starts_at) WHERE state = 'booked' AND attendance = 'unrecorded';
CREATE INDEX "appointment_place" ON "appointment" (location_id, starts_at);

-- Every window that shows today hears of every change, whoever made it. Later days are no news there.
CREATE FUNCTION "tell_desk"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('desk', NEW.location_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_desk" AFTER INSERT OR UPDATE ON "appointment" FOR EACH ROW
WHEN (NEW.starts_at BETWEEN now() - interval '1 day' AND now() + interval '1 day')
EXECUTE FUNCTION "tell_desk"();

-- What was recorded stays as it was recorded.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "attendance_record_stays" BEFORE UPDATE ON "attendance_record" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_stays" BEFORE UPDATE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_kept" BEFORE DELETE ON "audit_entry" FOR EACH ROW
WHEN (OLD.at > now() - interval '12 months') EXECUTE FUNCTION "refuse_change"();
