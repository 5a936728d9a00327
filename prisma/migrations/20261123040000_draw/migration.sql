-- CreateEnum
CREATE TYPE "lot_state" AS ENUM ('entered', 'waiting', 'offered', 'confirmed', 'declined', 'lapsed', 'passed', 'withdrawn');

-- CreateEnum
CREATE TYPE "time_of_day" AS ENUM ('any', 'morning', 'afternoon');

-- CreateEnum
CREATE TYPE "draw_news" AS ENUM ('won', 'lost', 'lapsed', 'passed', 'over', 'cancelled');

-- CreateTable
CREATE TABLE "draw" (
    "id" UUID NOT NULL,
    "department_id" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "slot_ids" INTEGER[],
    "opens_at" TIMESTAMPTZ(0) NOT NULL,
    "closes_at" TIMESTAMPTZ(0) NOT NULL,
    "draws_at" TIMESTAMPTZ(0) NOT NULL,
    "hold_hours" SMALLINT NOT NULL,
    "commitment" BYTEA NOT NULL,
    "sealed_seed" BYTEA NOT NULL,
    "seed" BYTEA,
    "list_hash" BYTEA,
    "staff_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "drawn_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "draw_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lot" (
    "id" UUID NOT NULL,
    "draw_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "state" "lot_state" NOT NULL DEFAULT 'entered',
    "rank" INTEGER,
    "identity" BYTEA,
    "conversation_id" TEXT,
    "data_key_id" UUID,
    "name" BYTEA,
    "date_of_birth" BYTEA,
    "people" SMALLINT NOT NULL,
    "language" TEXT NOT NULL,
    "prefers" "time_of_day" NOT NULL DEFAULT 'any',
    "takes_waitlist" BOOLEAN NOT NULL DEFAULT false,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "slot_ids" INTEGER[],
    "starts_at" TIMESTAMPTZ(0),
    "ends_at" TIMESTAMPTZ(0),
    "expires_at" TIMESTAMPTZ(3),
    "news" "draw_news",
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "lot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "draw_closes_at_idx" ON "draw"("closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "lot_draw_id_number_key" ON "lot"("draw_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "lot_draw_id_rank_key" ON "lot"("draw_id", "rank");

-- CreateIndex
CREATE INDEX "lot_conversation_id_idx" ON "lot"("conversation_id");

-- CreateIndex
CREATE INDEX "lot_data_key_id_idx" ON "lot"("data_key_id");

-- CreateIndex
CREATE INDEX "lot_identity_idx" ON "lot"("identity");

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "draw" ADD CONSTRAINT "draw_times" CHECK (opens_at < closes_at AND closes_at <= draws_at);
ALTER TABLE "draw" ADD CONSTRAINT "draw_hold" CHECK (hold_hours BETWEEN 2 AND 168);
-- The seed is nobody's to read before the lots are drawn, and is published with the hash of the list that it was drawn from.
ALTER TABLE "draw" ADD CONSTRAINT "draw_seed" CHECK (
  (drawn_at IS NULL) = (seed IS NULL) AND (drawn_at IS NULL) = (list_hash IS NULL)
  AND (seed IS NULL OR sha256(seed) = commitment)
);
ALTER TABLE "draw" ADD CONSTRAINT "draw_ends" CHECK (settled_at IS NULL OR drawn_at IS NOT NULL);

-- Each identity once per draw, whichever way it comes.
CREATE UNIQUE INDEX "lot_one_per_person" ON "lot" (draw_id, identity) WHERE identity IS NOT NULL;
ALTER TABLE "lot" ADD CONSTRAINT "lot_held" CHECK (
  (state = 'offered') = (expires_at IS NOT NULL) AND (state = 'offered') = (coalesce(cardinality(slot_ids), 0) > 0)
);
ALTER TABLE "lot" ADD CONSTRAINT "lot_rank" CHECK (rank IS NOT NULL OR state IN ('entered', 'withdrawn'));
-- Only of whom something is still to come anything is known.
ALTER TABLE "lot" ADD CONSTRAINT "lot_person" CHECK (
  (state IN ('entered', 'waiting', 'offered')) OR (identity IS NULL AND name IS NULL AND date_of_birth IS NULL AND data_key_id IS NULL)
);
CREATE INDEX "lot_offered" ON "lot" (expires_at) WHERE state = 'offered';
CREATE INDEX "lot_news" ON "lot" (draw_id) WHERE news IS NOT NULL AND told_at IS NULL;

-- Whoever gives a place back frees it for the next lot at once.
CREATE FUNCTION "tell_draw"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('draw', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_draw" AFTER UPDATE OF state ON "lot" FOR EACH STATEMENT EXECUTE FUNCTION "tell_draw"();
