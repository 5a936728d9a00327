import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { errorCode } from '#database/error-code.ts'
import { PrivateAddress, publicLookup, refusePrivate } from './address.ts'

/** What came of an attempt: the status of an answer, or why there was none. */
export type Answer = { status: number } | { fault: Fault }
export type Fault = 'private-address' | 'timeout' | 'unknown-host' | 'certificate' | 'unreachable'

/** Milliseconds to answer in. */
const patience = 10_000

type Posting = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  privateHosts: readonly string[]
  signal: AbortSignal
}

/** Sends and waits for the status alone. It follows no redirect, and reads nothing of what the other says. */
export async function post({ url, headers, body, privateHosts, signal }: Posting): Promise<Answer> {
  const target = new URL(url)
  const request = target.protocol === 'https:' ? requestSecure : requestPlain
  const given = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'terminlotse-webhooks/1',
      ...headers,
    },
    agent: false,
    lookup: publicLookup(privateHosts),
    signal: AbortSignal.any([AbortSignal.timeout(patience), signal]),
  }
  try {
    refusePrivate(target, privateHosts)
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(target, given, (response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      })
      sent.on('error', reject)
      sent.end(body)
    })
    return { status }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof PrivateAddress) return 'private-address'
  const code = errorCode(error)
  if (code === 'ABORT_ERR' || (error instanceof Error && error.name === 'TimeoutError')) return 'timeout'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host'
  if (typeof code === 'string' && /CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code)) return 'certificate'
  return 'unreachable'
}
