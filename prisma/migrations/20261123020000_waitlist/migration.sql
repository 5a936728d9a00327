-- CreateEnum
CREATE TYPE "wish_end" AS ENUM ('fulfilled', 'over', 'stopped', 'changed', 'aged');

-- CreateEnum
CREATE TYPE "freed_state" AS ENUM ('waiting', 'offered', 'accepted', 'public', 'taken_back', 'lapsed');

-- CreateEnum
CREATE TYPE "offer_state" AS ENUM ('offered', 'accepted', 'declined', 'expired', 'withdrawn');

-- AlterTable
ALTER TABLE "hold" ADD COLUMN     "freed_seat_id" UUID;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "appointment_code" TEXT,
ADD COLUMN     "ended_why" "wish_end",
ADD COLUMN     "language" TEXT,
ADD COLUMN     "notice_minutes" INTEGER NOT NULL DEFAULT 1440,
ALTER COLUMN "conversation_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "freed_seat" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "department_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "ends_at" TIMESTAMPTZ(0) NOT NULL,
    "slot_ids" INTEGER[],
    "cause" "appointment_state" NOT NULL,
    "appointment_id" UUID,
    "state" "freed_state" NOT NULL DEFAULT 'waiting',
    "freed_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "public_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "taken_id" UUID,

    CONSTRAINT "freed_seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "freed_seat_id" UUID NOT NULL,
    "subscription_id" UUID,
    "conversation_id" TEXT,
    "state" "offer_state" NOT NULL DEFAULT 'offered',
    "day" DATE NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "freed_seat_freed_at_idx" ON "freed_seat"("freed_at");

-- CreateIndex
CREATE INDEX "freed_seat_appointment_id_idx" ON "freed_seat"("appointment_id");

-- CreateIndex
CREATE INDEX "freed_seat_taken_id_idx" ON "freed_seat"("taken_id");

-- CreateIndex
CREATE INDEX "offer_freed_seat_id_idx" ON "offer"("freed_seat_id");

-- CreateIndex
CREATE INDEX "offer_subscription_id_idx" ON "offer"("subscription_id");

-- CreateIndex
CREATE INDEX "subscription_appointment_code_idx" ON "subscription"("appointment_code");

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_freed_seat_id_fkey" FOREIGN KEY ("freed_seat_id") REFERENCES "freed_seat"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_taken_id_fkey" FOREIGN KEY ("taken_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_freed_seat_id_fkey" FOREIGN KEY ("freed_seat_id") REFERENCES "freed_seat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- One wish per person and department, and per appointment. Of several from before the latest stays.
UPDATE "subscription" SET ended_why = 'stopped' WHERE ended_at IS NOT NULL;
UPDATE "subscription" AS earlier SET ended_at = now(), ended_why = 'changed'
WHERE ended_at IS NULL AND EXISTS (
  SELECT FROM "subscription" AS later
  WHERE later.conversation_id = earlier.conversation_id AND later.department_id = earlier.department_id
    AND later.ended_at IS NULL AND (later.created_at, later.id) > (earlier.created_at, earlier.id)
);
CREATE UNIQUE INDEX "subscription_one_per_talk" ON "subscription" (conversation_id, department_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX "subscription_one_per_appointment" ON "subscription" (appointment_code) WHERE ended_at IS NULL;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_ended" CHECK ((ended_at IS NULL) = (ended_why IS NULL));
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_whose" CHECK (conversation_id IS NOT NULL OR appointment_code IS NOT NULL);
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_notice" CHECK (notice_minutes BETWEEN 30 AND 20160);

ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_slots" CHECK (cardinality(slot_ids) BETWEEN 1 AND 4 AND starts_at < ends_at);
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_cause" CHECK (cause <> 'booked');
ALTER TABLE "freed_seat" ADD CONSTRAINT "freed_seat_settled" CHECK ((state IN ('waiting', 'offered')) = (settled_at IS NULL));

-- One person at a time; one offer at a time, and one a day, per person.
ALTER TABLE "offer" ADD CONSTRAINT "offer_ended" CHECK ((state = 'offered') = (ended_at IS NULL));
CREATE UNIQUE INDEX "offer_one_per_seat" ON "offer" (freed_seat_id) WHERE state = 'offered';
CREATE UNIQUE INDEX "offer_one_per_talk" ON "offer" (conversation_id) WHERE state = 'offered';
CREATE UNIQUE INDEX "offer_one_a_day" ON "offer" (conversation_id, day) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX "offer_one_a_day_per_wish" ON "offer" (subscription_id, day) WHERE state <> 'withdrawn';

-- What is still the waitlist's: a table of many years costs nothing here.
CREATE INDEX "freed_seat_kept" ON "freed_seat" (next_at) WHERE state IN ('waiting', 'offered');

-- Whatever ends an appointment before its time, its seats go to the waitlist in the same moment: they stay counted as held and are
-- never seen by anybody in between, and no deed has to remember it. What the new time of a move has in common with the old one is
-- not free, and what the office has closed is nobody's. The slots are locked by the statement that ended it.
CREATE FUNCTION "keep_freed_seats"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH
    left_behind AS (
      SELECT id, starts_at, starts_at + minutes * interval '1 minute' AS ends_at FROM slot
      WHERE id = ANY (NEW.slot_ids) AND state = 'open' AND NOT EXISTS (
        SELECT FROM appointment AS later WHERE later.moved_from_id = NEW.id AND slot.id = ANY (later.slot_ids)
      )
    ),
    kept AS (UPDATE slot SET held = held + 1 FROM left_behind WHERE slot.id = left_behind.id),
    neighbour AS (SELECT *, starts_at IS DISTINCT FROM lag(ends_at) OVER (ORDER BY starts_at) AS begins FROM left_behind),
    run AS (SELECT *, count(*) FILTER (WHERE begins) OVER (ORDER BY starts_at) AS number FROM neighbour)
  INSERT INTO freed_seat (department_id, location_id, service_id, starts_at, ends_at, slot_ids, cause, appointment_id, freed_at)
  SELECT NEW.department_id, NEW.location_id, NEW.service_id, min(starts_at), max(ends_at), array_agg(id ORDER BY starts_at),
    NEW.state, NEW.id, NEW.ended_at
  FROM run GROUP BY number;
  PERFORM pg_notify('freed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "keep_freed_seats" AFTER UPDATE OF state ON "appointment" FOR EACH ROW
WHEN (OLD.state = 'booked' AND NEW.state <> 'booked')
EXECUTE FUNCTION "keep_freed_seats"();

-- Whoever accepted an offer and has still to say who comes holds the seat like everybody else. Another time instead of it lets it go.
CREATE FUNCTION "let_go_of_offer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.slot_ids @> OLD.slot_ids THEN NEW.freed_seat_id := NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "let_go_of_offer" BEFORE UPDATE ON "hold" FOR EACH ROW
WHEN (OLD.id <> NEW.id AND OLD.freed_seat_id = NEW.freed_seat_id)
EXECUTE FUNCTION "let_go_of_offer"();

-- A hold that came from an offer and ends: it is booked, or the waitlist has the seat again.
CREATE FUNCTION "settle_offered_hold"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  booked uuid;
  is_open boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT id INTO booked FROM appointment
    WHERE state = 'booked' AND conversation_id = OLD.conversation_id AND slot_ids = OLD.slot_ids AND service_id = OLD.service_id;
    IF booked IS NOT NULL THEN
      UPDATE freed_seat SET taken_id = booked WHERE id = OLD.freed_seat_id;
      RETURN NULL;
    END IF;
  ELSIF NEW.slot_ids && OLD.slot_ids THEN
    RETURN NULL;
  END IF;
  SELECT bool_and(state = 'open') INTO is_open FROM slot WHERE id = ANY (OLD.slot_ids);
  IF is_open THEN
    UPDATE slot SET held = held + 1 WHERE id = ANY (OLD.slot_ids);
    UPDATE freed_seat SET state = 'waiting', settled_at = NULL, next_at = NULL WHERE id = OLD.freed_seat_id;
    PERFORM pg_notify('freed', '');
  ELSE
    UPDATE freed_seat SET state = 'lapsed' WHERE id = OLD.freed_seat_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "settle_ended_hold" AFTER DELETE ON "hold" FOR EACH ROW
WHEN (OLD.freed_seat_id IS NOT NULL)
EXECUTE FUNCTION "settle_offered_hold"();
CREATE TRIGGER "settle_replaced_hold" AFTER UPDATE ON "hold" FOR EACH ROW
WHEN (OLD.freed_seat_id IS NOT NULL AND NEW.freed_seat_id IS NULL)
EXECUTE FUNCTION "settle_offered_hold"();

-- Whoever offers wakes up when an offer is answered or a wish is made.
CREATE FUNCTION "tell_freed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('freed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_freed_of_answer" AFTER UPDATE OF state ON "offer" FOR EACH ROW EXECUTE FUNCTION "tell_freed"();
CREATE TRIGGER "tell_freed_of_wish" AFTER INSERT OR UPDATE ON "subscription" FOR EACH STATEMENT EXECUTE FUNCTION "tell_freed"();
