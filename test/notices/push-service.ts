import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

type Pushed = { path: string; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** A push service on this machine: real HTTPS, answering what it is told to. */
export async function pushService() {
  const pushed: Pushed[] = []
  const state = { status: 201 }
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(state.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  const agent = new Agent({ ca: cert })
  return {
    pushed,
    state,
    origin,
    agent,
    close: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** What a browser makes when it subscribes, and how it reads what it is sent (RFC 8291, aes128gcm). */
export function browser(endpoint: string) {
  const own = createECDH('prime256v1')
  const publicKey = own.generateKeys()
  const auth = randomBytes(16)
  const subscription = {
    endpoint,
    keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
  }
  function read(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const length = body.readUInt8(20)
    const theirs = body.subarray(21, 21 + length)
    const sealed = body.subarray(21 + length)
    const shared = own.computeSecret(theirs)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, theirs])
    const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16))
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
    const open = createDecipheriv('aes-128-gcm', key, nonce)
    open.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
  }
  return { subscription, read }
}

/** Whether `authorization` is signed by the key that the browser was given (RFC 8292), and what it claims. */
export function readVapid(authorization: string, publicKey: string): { isSigned: boolean; claims: unknown } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
  const [head = '', payload = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const isSigned =
    key === publicKey &&
    verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  return { isSigned, claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) }
}

/** Of localhost, for a hundred years: it protects nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMrzIVFg7Qrh1250c
m8IXusttvwuhGdXhaTwNucGdmCKhRANCAATmB68GdHobxI8obahmHZubTrfwhGKA
tWsCo/UuVZKZ0k0jbrO4hmGrTp/BDWc647q8zjHrhmM7c9rVtPld547F
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUU97zSPNTPj3Lp7XXVxqmJpRyRGowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzAwMDMzNloYDzIxMjYxMDMw
MDAwMzM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATmB68GdHobxI8obahmHZubTrfwhGKAtWsCo/UuVZKZ0k0jbrO4hmGr
Tp/BDWc647q8zjHrhmM7c9rVtPld547Fo2kwZzAdBgNVHQ4EFgQU7pzj7TzgS2V7
xpAj8S9E6fb5nYkwHwYDVR0jBBgwFoAU7pzj7TzgS2V7xpAj8S9E6fb5nYkwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAJJw1aA8DCaO/nJhn01K/U9++eRhGdZlUsRyNLv9rO+TAiEAn56O30Ar
m/5qka21bsBdpg0xXM0QH1Ag0gP2W3mJdcQ=
-----END CERTIFICATE-----`
