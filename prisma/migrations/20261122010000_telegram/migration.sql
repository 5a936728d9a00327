-- CreateEnum
CREATE TYPE "form_kind" AS ENUM ('applicant', 'birthday');

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN "reachable" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "message" ADD COLUMN "priority" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN "attempts" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN "external_id" TEXT;

-- CreateTable
CREATE TABLE "form_token" (
    "hash" BYTEA NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "kind" "form_kind" NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "form_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "transfer" (
    "hash" BYTEA NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "form_token_conversation_id_idx" ON "form_token"("conversation_id");

-- CreateIndex
CREATE INDEX "form_token_expires_at_idx" ON "form_token"("expires_at");

-- CreateIndex
CREATE INDEX "transfer_conversation_id_idx" ON "transfer"("conversation_id");

-- CreateIndex
CREATE INDEX "transfer_expires_at_idx" ON "transfer"("expires_at");

-- AddForeignKey
ALTER TABLE "form_token" ADD CONSTRAINT "form_token_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- What is still to be sent, in the order it goes out: a log of millions of delivered messages costs nothing here.
CREATE INDEX "message_queue" ON "message" (priority, created_at) WHERE status IN ('queued', 'sending');
