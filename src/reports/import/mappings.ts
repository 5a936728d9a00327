import type { Tx } from '#database.ts'
import type { PrismaClient } from '#generated/prisma/client.ts'
import { knownTools } from './known-tools.ts'
import { Mapping } from './mapping.ts'

/** Every mapping by its name: those of the tools we know, and what was saved, which goes before. */
export async function loadMappings(prisma: PrismaClient): Promise<Record<string, Mapping>> {
  const saved = await prisma.importMapping.findMany({ orderBy: { name: 'asc' } })
  return { ...knownTools, ...Object.fromEntries(saved.map(({ name, mapping }) => [name, Mapping.parse(mapping)])) }
}

type NewMapping = { name: string; mapping: Mapping; by?: string | undefined; now: Date }

/** Saved again under the same name it is replaced; under the name of a tool we know it goes before ours. */
export async function saveMapping(tx: Tx, { name, mapping, by, now }: NewMapping): Promise<void> {
  await tx.query({
    name: 'save-mapping',
    text: `INSERT INTO import_mapping (name, mapping, saved_at, staff_id) VALUES ($1, $2, $3, $4)
           ON CONFLICT (name) DO UPDATE SET mapping = $2, saved_at = $3, staff_id = $4`,
    values: [name, JSON.stringify(mapping), now, by ?? null],
  })
}

/** The one of this name, if there is one. */
export function mappingNamed(mappings: Readonly<Record<string, Mapping>>, name: string): Mapping | undefined {
  return Object.hasOwn(mappings, name) ? mappings[name] : undefined
}
