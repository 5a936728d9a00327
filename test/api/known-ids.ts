import type { Database } from '#database.ts'
import type { Known } from './from-shape.ts'

/** Ids of rows of every table, codes and days: what leads further into a route than what chance makes up. */
export async function knownIds({ prisma }: Pick<Database, 'prisma'>, { now }: { now: Date }): Promise<Known> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND table_name NOT LIKE '\\_%' ORDER BY 1`
  const ids: string[] = []
  for (const { name } of tables) {
    const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(
      `SELECT id::text AS id FROM "${name}" ORDER BY id LIMIT 6`,
    )
    ids.push(...rows.map(({ id }) => id))
  }
  const codes = await prisma.appointment.findMany({ select: { code: true, checkInCode: true }, take: 6 })
  const isNumber = (id: string) => /^\d+$/.test(id)
  return {
    texts: [
      ...ids,
      ...codes.flatMap(({ code, checkInCode }) => [code, checkInCode]),
      ...[0, 1, 3].flatMap((days) => daysLater(now, days)),
      '08:00',
      '12:30',
    ],
    numbers: [...new Set([0, 1, 2, 3, ...ids.filter(isNumber).map(Number)])],
  }
}

function daysLater(now: Date, days: number): string[] {
  const later = new Date(now.getTime() + days * 86_400_000).toISOString()
  return [later, later.slice(0, 10)]
}
