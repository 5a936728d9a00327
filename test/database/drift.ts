import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { dirname } from 'node:path'
import pg from 'pg'

/** The script that would turn the database's tables into what schema.prisma says, by Prisma's own engine. */
export async function drift(connectionString: string): Promise<string> {
  await (instantiated ??= instantiate())
  const path = new URL('../../prisma/schema.prisma', import.meta.url).pathname
  const content = await readFile(path, 'utf8')
  const pool = new pg.Pool({ connectionString, max: 1 })
  const factory = bindMigrationAwareSqlAdapterFactory(readCatalogue(pool))
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [[path, content]] }, () => {}, factory)
  try {
    const { stdout } = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files: [{ path, content }], configDir: dirname(path) },
      to: { tag: 'schemaDatamodel', files: [{ path, content }] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    } as never)
    return stdout ?? ''
  } finally {
    schemaEngine.free()
    await pool.end()
  }
}

let instantiated: Promise<void> | undefined

/** By hand: an import of the .wasm would print a warning. */
async function instantiate(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine })
  const bindings = engine as unknown as { __wbg_set_wasm(wasm: WebAssembly.Exports): void }
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
}

/**
 * The adapter can't read the catalogue's type "char" and the engine wants it as a character: on its way through the
 * adapter it passes as a time of day, which no catalogue column is.
 */
function readCatalogue(pool: pg.Pool): PrismaPg {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args)
    for (const field of result.fields)
      if (field.dataTypeID === pg.types.builtins.CHAR) field.dataTypeID = pg.types.builtins.TIME
    return result
  }) as never
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (statement) => {
      const result = await queryRaw(statement)
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.Time ? ColumnTypeEnum.Character : type,
      )
      return { ...result, columnTypes }
    }
    return adapter
  }
  return factory
}
