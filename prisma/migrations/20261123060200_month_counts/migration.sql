-- CreateTable
CREATE TABLE "month_count" (
    "month" DATE NOT NULL,
    "kind_id" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "month_count_pkey" PRIMARY KEY ("month","kind_id")
);

-- AddForeignKey
ALTER TABLE "month_count" ADD CONSTRAINT "month_count_kind_id_fkey" FOREIGN KEY ("kind_id") REFERENCES "visit_kind"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was summed up before.
INSERT INTO "month_count"
SELECT date_trunc('month', day)::date, kind_id, sum(count) FROM visit_count GROUP BY 1, 2;
