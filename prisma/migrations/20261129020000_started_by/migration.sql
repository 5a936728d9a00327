-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "started_by" UUID;
