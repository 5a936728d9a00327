import type { Refusal } from './api.ts'
import { t } from './texts.ts'

/** What a refusal says. One that is none of ours, as of a proxy, is said in our words. */
export async function problemOf(response: Response): Promise<Refusal> {
  const { status } = response
  const read: unknown = await response.json().catch(() => undefined)
  const error = isObject(read) && isObject(read['error']) ? read['error'] : {}
  const { code, message, field, details } = error
  if (typeof code !== 'string' || typeof message !== 'string')
    return { code: 'unexpected', message: t('error.unexpected'), status }
  return {
    code,
    message,
    status,
    ...(typeof field === 'string' && { field }),
    ...(isObject(details) && { details }),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
