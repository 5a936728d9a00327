import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import iconv from 'iconv-lite'
import { errorCode } from '#database/error-code.ts'
import { Refusal } from '#refusal.ts'
import type { Source } from '#reports/import/open-export.ts'

/** The file of the command, checked before anything else starts. */
export async function openFile(path: string, encoding: string | undefined): Promise<Source> {
  if (encoding !== undefined && !iconv.encodingExists(encoding))
    throw new Refusal(`--encoding is unknown: try utf-8, utf-16le, windows-1252, macintosh or cp850`, {
      code: 2,
    })
  const found = await stat(path).catch((cause: unknown) => {
    throw new Refusal(`${path} cannot be read (${errorCode(cause) ?? 'unknown'}): check the name and its rights`, {
      cause,
    })
  })
  if (!found.isFile()) throw new Refusal(`${path} is no file`)
  return { name: basename(path), size: found.size, open: () => createReadStream(path) }
}
