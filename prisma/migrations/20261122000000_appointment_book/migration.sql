-- CreateEnum
CREATE TYPE "slot_state" AS ENUM ('open', 'closed', 'blocked');

-- CreateEnum
CREATE TYPE "appointment_state" AS ENUM ('booked', 'cancelled_by_applicant', 'cancelled_by_office', 'moved');

-- CreateEnum
CREATE TYPE "message_direction" AS ENUM ('received', 'sent');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('queued', 'sending', 'delivered', 'failed', 'unreachable');

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" JSONB NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "units" SMALLINT NOT NULL,
    "name" JSONB NOT NULL,
    "documents" JSONB NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "location" (
    "id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" JSONB NOT NULL,
    "address" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening_hours" (
    "id" SERIAL NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "opens" TEXT NOT NULL,
    "closes" TEXT NOT NULL,
    "slot_minutes" SMALLINT NOT NULL,
    "capacity" SMALLINT NOT NULL,

    CONSTRAINT "opening_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closure" (
    "id" SERIAL NOT NULL,
    "department_id" TEXT,
    "location_id" TEXT,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "reason" JSONB NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot" (
    "id" SERIAL NOT NULL,
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "minutes" SMALLINT NOT NULL,
    "state" "slot_state" NOT NULL DEFAULT 'open',
    "capacity" SMALLINT NOT NULL,
    "booked" SMALLINT NOT NULL DEFAULT 0,
    "held" SMALLINT NOT NULL DEFAULT 0,
    "is_free" BOOLEAN GENERATED ALWAYS AS (((booked + held) < capacity) AND (state = 'open'::slot_state)) STORED,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "conversation_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "department_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "ends_at" TIMESTAMPTZ(0) NOT NULL,
    "slot_ids" INTEGER[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "check_in_code" TEXT NOT NULL,
    "state" "appointment_state" NOT NULL DEFAULT 'booked',
    "department_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "ends_at" TIMESTAMPTZ(0) NOT NULL,
    "slot_ids" INTEGER[],
    "people" SMALLINT NOT NULL,
    "identity" BYTEA,
    "applicant_id" UUID,
    "conversation_id" TEXT,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "moves" SMALLINT NOT NULL DEFAULT 0,
    "moved_from_id" UUID,
    "booked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "applicant" (
    "id" UUID NOT NULL,
    "data_key_id" UUID,
    "name" BYTEA NOT NULL,
    "date_of_birth" BYTEA NOT NULL,

    CONSTRAINT "applicant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "device_hash" BYTEA,
    "language" TEXT,
    "data_key_id" UUID,
    "answers" BYTEA,
    "last_sequence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "channel" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sequence" INTEGER,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("channel","key")
);

-- CreateTable
CREATE TABLE "message" (
    "conversation_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "direction" "message_direction" NOT NULL,
    "status" "message_status" NOT NULL,
    "body" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("conversation_id","sequence")
);

-- CreateTable
CREATE TABLE "appointment_access" (
    "conversation_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_access_pkey" PRIMARY KEY ("conversation_id","code")
);

-- CreateTable
CREATE TABLE "failed_opening" (
    "id" SERIAL NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "failed_opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "service_id" TEXT,
    "location_id" TEXT,
    "until" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_department_id_idx" ON "service"("department_id");

-- CreateIndex
CREATE UNIQUE INDEX "opening_hours_department_id_location_id_weekday_opens_key" ON "opening_hours"("department_id", "location_id", "weekday", "opens");

-- CreateIndex
CREATE UNIQUE INDEX "slot_department_id_location_id_starts_at_key" ON "slot"("department_id", "location_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "hold_id_key" ON "hold"("id");

-- CreateIndex
CREATE INDEX "hold_expires_at_idx" ON "hold"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_check_in_code_key" ON "appointment"("check_in_code");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_moved_from_id_key" ON "appointment"("moved_from_id");

-- CreateIndex
CREATE INDEX "appointment_conversation_id_idx" ON "appointment"("conversation_id");

-- CreateIndex
CREATE INDEX "appointment_code_idx" ON "appointment"("code");

-- CreateIndex
CREATE INDEX "appointment_applicant_id_idx" ON "appointment"("applicant_id");

-- CreateIndex
CREATE INDEX "appointment_starts_at_idx" ON "appointment"("starts_at");

-- CreateIndex
CREATE INDEX "applicant_data_key_id_idx" ON "applicant"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_device_hash_key" ON "conversation"("device_hash");

-- CreateIndex
CREATE INDEX "conversation_data_key_id_idx" ON "conversation"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_channel_address_key" ON "conversation"("channel", "address");

-- CreateIndex
CREATE INDEX "inbox_received_at_idx" ON "inbox"("received_at");

-- CreateIndex
CREATE INDEX "message_created_at_idx" ON "message"("created_at");

-- CreateIndex
CREATE INDEX "failed_opening_code_at_idx" ON "failed_opening"("code", "at");

-- CreateIndex
CREATE INDEX "failed_opening_conversation_id_at_idx" ON "failed_opening"("conversation_id", "at");

-- CreateIndex
CREATE INDEX "subscription_department_id_created_at_idx" ON "subscription"("department_id", "created_at");

-- CreateIndex
CREATE INDEX "subscription_conversation_id_idx" ON "subscription"("conversation_id");

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_applicant_id_fkey" FOREIGN KEY ("applicant_id") REFERENCES "applicant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_moved_from_id_fkey" FOREIGN KEY ("moved_from_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applicant" ADD CONSTRAINT "applicant_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_access" ADD CONSTRAINT "appointment_access_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "failed_opening" ADD CONSTRAINT "failed_opening_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say. Each is proven by a test that violates it.

-- Seats: the last guard against overbooking, whoever writes.
ALTER TABLE "slot" ADD CONSTRAINT "slot_seats" CHECK (booked >= 0 AND held >= 0 AND booked + held <= capacity);
ALTER TABLE "slot" ADD CONSTRAINT "slot_minutes" CHECK (minutes BETWEEN 1 AND 480);
ALTER TABLE "service" ADD CONSTRAINT "service_units" CHECK (units BETWEEN 1 AND 4);
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_day" CHECK (weekday BETWEEN 1 AND 7 AND opens < closes AND capacity >= 1 AND slot_minutes BETWEEN 1 AND 480);
ALTER TABLE "closure" ADD CONSTRAINT "closure_days" CHECK (first_day <= last_day);
ALTER TABLE "hold" ADD CONSTRAINT "hold_slots" CHECK (cardinality(slot_ids) BETWEEN 1 AND 4 AND starts_at < ends_at);
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_slots" CHECK (cardinality(slot_ids) BETWEEN 1 AND 4 AND starts_at < ends_at AND people >= 1);
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_ended" CHECK ((state = 'booked') = (ended_at IS NULL));

-- One active appointment per person and department; one booked row per code.
CREATE UNIQUE INDEX "appointment_one_per_person" ON "appointment" (identity, department_id) WHERE state = 'booked';
CREATE UNIQUE INDEX "appointment_one_per_code" ON "appointment" (code) WHERE state = 'booked';

-- Free times. is_free changes only when a slot fills or empties, so that most bookings stay HOT updates.
CREATE INDEX "slot_free" ON "slot" (department_id, location_id, starts_at) INCLUDE (minutes) WHERE is_free;
ALTER TABLE "slot" SET (fillfactor = 80);
ALTER TABLE "conversation" SET (fillfactor = 80);
