import { readFile } from 'node:fs/promises'
import { errorCode } from '#database/error-code.ts'
import { Refusal } from '#refusal.ts'
import { Mapping } from '#reports/import/mapping.ts'

/** A mapping out of a JSON file. `saved` are the names that it might have been instead. */
export async function readMappingFile(path: string, saved: readonly string[] = []): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const others = saved.length === 0 ? '' : `, and no mapping of this name is saved (there are: ${saved.join(', ')})`
    throw new Refusal(`--mapping ${path} cannot be read (${errorCode(cause) ?? 'unknown'})${others}`, {
      code: 2,
      cause,
    })
  })
  const read = Mapping.safeParse(parse(text, path))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path: place, message }) => `  ${place.join('.')} ${message}`)
  throw new Refusal(`--mapping ${path} is no mapping:\n${faults.join('\n')}`, { code: 2 })
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new Refusal(`--mapping ${path} is no JSON`, { code: 2, cause })
  }
}
