-- AlterTable
ALTER TABLE "device" ADD COLUMN     "pairing_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "pairing_hash" BYTEA;

-- CreateIndex
CREATE UNIQUE INDEX "device_pairing_hash_key" ON "device"("pairing_hash");
