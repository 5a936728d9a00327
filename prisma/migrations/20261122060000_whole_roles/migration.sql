-- Without its department or location a role would hold everywhere, a closure would close everything, and a room would be
-- everybody's: what they name stays for as long as they do.

-- DropForeignKey
ALTER TABLE "closure" DROP CONSTRAINT "closure_department_id_fkey";

-- DropForeignKey
ALTER TABLE "closure" DROP CONSTRAINT "closure_location_id_fkey";

-- DropForeignKey
ALTER TABLE "staff_role" DROP CONSTRAINT "staff_role_department_id_fkey";

-- DropForeignKey
ALTER TABLE "staff_role" DROP CONSTRAINT "staff_role_location_id_fkey";

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
