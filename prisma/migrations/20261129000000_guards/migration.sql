-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "location_id" TEXT;

-- CreateTable
CREATE TABLE "sign_in_source" (
    "staff_id" UUID NOT NULL,
    "source" BYTEA NOT NULL,
    "is_known" BOOLEAN NOT NULL DEFAULT false,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_source_pkey" PRIMARY KEY ("staff_id","source")
);

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_source" ADD CONSTRAINT "sign_in_source_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
