-- CreateEnum
CREATE TYPE "broadcast_state" AS ENUM ('draft', 'scheduled', 'running', 'paused', 'finished', 'stopped');

-- CreateEnum
CREATE TYPE "recipient_state" AS ENUM ('queued', 'sending', 'sent', 'failed', 'unreachable', 'opted_out', 'erased', 'unknown');

-- AlterEnum
ALTER TYPE "message_status" ADD VALUE 'unknown';

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "recipient_id" BIGINT;

-- CreateTable
CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "key" TEXT,
    "state" "broadcast_state" NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "offer" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "texts" JSONB NOT NULL,
    "per_place" INTEGER NOT NULL,
    "wave_minutes" INTEGER NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "people" INTEGER,
    "wave" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,
    "counts" JSONB,

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_wave" (
    "broadcast_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "free" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "last_id" BIGINT NOT NULL,
    "bodies" JSONB NOT NULL,

    CONSTRAINT "broadcast_wave_pkey" PRIMARY KEY ("broadcast_id","number")
);

-- CreateTable
CREATE TABLE "broadcast_recipient" (
    "id" BIGSERIAL NOT NULL,
    "broadcast_id" UUID NOT NULL,
    "conversation_id" TEXT,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" "recipient_state" NOT NULL DEFAULT 'queued',
    "sequence" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_recipient_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_key_key" ON "broadcast"("key");

-- CreateIndex
CREATE INDEX "broadcast_created_at_idx" ON "broadcast"("created_at");

-- CreateIndex
CREATE INDEX "broadcast_recipient_broadcast_id_state_id_idx" ON "broadcast_recipient"("broadcast_id", "state", "id");

-- CreateIndex
CREATE INDEX "broadcast_recipient_conversation_id_idx" ON "broadcast_recipient"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_recipient_broadcast_id_conversation_id_key" ON "broadcast_recipient"("broadcast_id", "conversation_id");

-- AddForeignKey
ALTER TABLE "broadcast_wave" ADD CONSTRAINT "broadcast_wave_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_waves" CHECK (per_place > 0 AND wave_minutes >= 0 AND wave >= 0);
-- Once it was started it has an audience, and nobody changes what is said or to whom.
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_frozen" CHECK (
  (started_at IS NULL) = (people IS NULL) AND (state NOT IN ('running', 'paused', 'finished') OR started_at IS NOT NULL)
);
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_ended" CHECK ((state IN ('finished', 'stopped')) = (ended_at IS NOT NULL));
-- Four eyes are two people.
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_approved" CHECK (
  (approved_by IS NULL) = (approved_at IS NULL) AND approved_by IS DISTINCT FROM created_by OR approved_by IS NULL
);
ALTER TABLE "broadcast_wave" ADD CONSTRAINT "broadcast_wave_size" CHECK (size > 0 AND free > 0);

CREATE FUNCTION "keep_broadcast_frozen"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a broadcast that was started is not changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "keep_broadcast_frozen" BEFORE UPDATE OF offer, audience, texts, per_place ON "broadcast" FOR EACH ROW
  WHEN (OLD.started_at IS NOT NULL AND (NEW.offer, NEW.audience, NEW.texts, NEW.per_place)
    IS DISTINCT FROM (OLD.offer, OLD.audience, OLD.texts, OLD.per_place))
  EXECUTE FUNCTION "keep_broadcast_frozen"();

-- Whoever is gone is told nothing more, however their conversation came to an end.
CREATE FUNCTION "erase_recipient"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.state := 'erased';
  NEW.ended_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "erase_recipient" BEFORE UPDATE OF conversation_id ON "broadcast_recipient" FOR EACH ROW
  WHEN (NEW.conversation_id IS NULL AND NEW.state IN ('queued', 'sending'))
  EXECUTE FUNCTION "erase_recipient"();

-- What became of the message became of its recipient, in the same transaction.
CREATE FUNCTION "follow_recipient"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status::text IN ('queued', 'sending') THEN RETURN NULL; END IF;
  UPDATE broadcast_recipient
  SET sequence = NEW.sequence,
      state = CASE NEW.status::text WHEN 'queued' THEN 'sending' WHEN 'delivered' THEN 'sent' ELSE NEW.status::text END::recipient_state,
      ended_at = CASE WHEN NEW.status::text IN ('queued', 'sending') THEN NULL ELSE clock_timestamp() END
  WHERE id = NEW.recipient_id AND state IN ('queued', 'sending');
  RETURN NULL;
END $$;
CREATE TRIGGER "follow_recipient" AFTER INSERT OR UPDATE OF status ON "message" FOR EACH ROW
  WHEN (NEW.recipient_id IS NOT NULL) EXECUTE FUNCTION "follow_recipient"();

-- Whoever wants no messages gets none that still waits.
CREATE FUNCTION "opt_out_recipient"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH withdrawn AS (
    DELETE FROM message USING broadcast_recipient AS recipient
    WHERE recipient.conversation_id = NEW.id AND recipient.state = 'sending'
      AND message.conversation_id = NEW.id AND message.sequence = recipient.sequence AND message.status = 'queued'
    RETURNING recipient.id
  )
  UPDATE broadcast_recipient SET state = 'opted_out', ended_at = clock_timestamp()
  WHERE id IN (SELECT id FROM withdrawn) OR (conversation_id = NEW.id AND state = 'queued');
  RETURN NULL;
END $$;
CREATE TRIGGER "opt_out_recipient" AFTER UPDATE OF notices_off_at ON "conversation" FOR EACH ROW
  WHEN (NEW.notices_off_at IS NOT NULL AND OLD.notices_off_at IS NULL) EXECUTE FUNCTION "opt_out_recipient"();
