-- AlterEnum
ALTER TYPE "contact_outcome" ADD VALUE 'unknown';

-- AlterTable
ALTER TABLE "contact_delivery" ADD COLUMN     "unsure" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "lot_id" UUID,
ADD COLUMN     "offer_id" UUID,
ADD COLUMN     "useless_at" TIMESTAMPTZ(3);
