import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** The pages' style sheet: the chat's ground and a little of their own. The name changes with the content. */
export function readStyle(): { path: string; plain: Buffer; gzip: Buffer } {
  const sources = ['../web/chat/css/base.css', './form.css'].map((path) => readFileSync(new URL(path, import.meta.url)))
  const plain = Buffer.concat(sources)
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 8)
  return { path: `/f/form-${hash}.css`, plain, gzip: gzipSync(plain) }
}
