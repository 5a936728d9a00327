-- AlterTable
ALTER TABLE "appointment_access" ADD COLUMN     "went_on_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "appointment_access_code_idx" ON "appointment_access"("code");
