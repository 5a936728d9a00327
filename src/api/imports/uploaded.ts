import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Source } from '#reports/import/open-export.ts'
import { refuse } from '../problem.ts'

/** Bytes: some 400,000 rows. What is bigger is imported by the command. */
export const largestUpload = 50 * 1024 * 1024

export const uploadRefusals = { 'no-file': 422, 'file-too-large': 413 } as const

/**
 * Does its work on a file that somebody sent. It lies on the disk only meanwhile, where nobody else may read it: a browser must
 * not have to wait with its sending until the database has caught up.
 */
export async function withUploaded<T>(
  { file, name }: { file: Readable | undefined; name: string },
  work: (source: Source) => Promise<T>,
) {
  if (file === undefined) return refuse('no-file')
  const folder = await mkdtemp(join(tmpdir(), 'terminlotse-import-'))
  try {
    const path = join(folder, 'export')
    const size = await keep(file, path)
    if (size > largestUpload) return refuse('file-too-large', { facts: { megabytes: largestUpload / 1024 / 1024 } })
    return await work({ name, size, open: () => createReadStream(path) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How many bytes came. Those beyond the limit are let go by, so that whoever sends them hears why. */
async function keep(file: Readable, path: string): Promise<number> {
  const kept = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const piece of file) {
      const bytes = Buffer.from(piece)
      size += bytes.length
      if (size <= largestUpload) await kept.write(bytes)
    }
  } finally {
    await kept.close()
  }
  return size
}
