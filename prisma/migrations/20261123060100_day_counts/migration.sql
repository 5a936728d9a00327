-- CreateTable
CREATE TABLE "day_count" (
    "day" DATE NOT NULL,
    "department_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attendance" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "day_count_pkey" PRIMARY KEY ("day","department_id","state","attendance")
);

-- What was summed up before.
INSERT INTO "day_count"
SELECT day, department_id, state, attendance, sum(count) FROM visit_count JOIN visit_kind ON id = kind_id GROUP BY 1, 2, 3, 4;
