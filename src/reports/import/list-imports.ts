import type { Database } from '#database.ts'

/** `running`: not finished yet, or cut off; the same file given again goes on. `by` is a name, and null for a command. */
export type ListedImport = {
  id: string
  fileName: string
  origin: string
  rows: number
  known: number
  bad: number
  at: Date
  by: string | null
  finishedAt: Date | null
  undoneAt: Date | null
}

/** The latest first. */
export function listImports(db: Pick<Database, 'query'>): Promise<ListedImport[]> {
  return db.query({ name: 'list-imports', text: `${select} ORDER BY import.at DESC, import.id LIMIT 200`, values: [] })
}

export async function findImport(db: Pick<Database, 'query'>, id: string): Promise<ListedImport | undefined> {
  const [found] = await db.query<ListedImport>({
    name: 'find-import',
    text: `${select} WHERE import.id = $1`,
    values: [id],
  })
  return found
}

const select = `
  SELECT import.id, file_name AS "fileName", origin, rows, known, bad, at, staff.name AS by, finished_at AS "finishedAt",
    undone_at AS "undoneAt"
  FROM import LEFT JOIN staff ON staff.id = staff_id`
