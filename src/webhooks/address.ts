import { lookup } from 'node:dns'
import { lookup as lookUp } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { errorCode } from '#database/error-code.ts'

/** An address inside of a network, which no webhook may reach but by the operator's word. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress'
}

/** Whether the address may be called at all: TLS outside, no credentials, nothing that only a browser knows. */
export function isCallable(address: string, privateHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && privateHosts.includes(url.hostname))
}

/** Throws PrivateAddress where the host itself is one. A name is judged when it is looked up. */
export function refusePrivate({ hostname }: URL, privateHosts: readonly string[]): void {
  const bare = hostname.replaceAll(/^\[|\]$/g, '')
  if (isIP(bare) !== 0 && !privateHosts.includes(hostname) && isPrivate(bare)) throw new PrivateAddress(hostname)
}

/** The same as an answer, for whoever enters an address. Of a name that nobody knows yet nothing is said. */
export async function isWithinNetwork({ hostname }: URL, privateHosts: readonly string[]): Promise<boolean> {
  if (privateHosts.includes(hostname)) return false
  const bare = hostname.replaceAll(/^\[|\]$/g, '')
  const found = await lookUp(bare, { all: true }).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error
    return []
  })
  return found.some(({ address }) => isPrivate(address))
}

/**
 * Looks a name up for the connection itself, so that what is judged is what is called: a name that is asked twice may
 * answer twice.
 */
export function publicLookup(privateHosts: readonly string[]): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      if (!privateHosts.includes(hostname) && found.some(({ address }) => isPrivate(address)))
        return done(new PrivateAddress(hostname), '')
      const [first] = found
      if (options.all === true || first === undefined) return done(null, found)
      return done(null, first.address, first.family)
    })
  }
}

/** By IANA's registries of special-purpose addresses. Of IPv6 only what is given out as global counts as public. */
function isPrivate(address: string): boolean {
  if (isIP(address) === 4) return special.check(address, 'ipv4')
  return isIP(address) !== 6 || !global.check(address, 'ipv6') || special.check(address, 'ipv6')
}

const special = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [network = '', bits] = range.split('/')
  special.addSubnet(network, Number(bits), 'ipv4')
}
special.addSubnet('2001::', 23, 'ipv6')
special.addSubnet('2001:db8::', 32, 'ipv6')
special.addSubnet('2002::', 16, 'ipv6')
special.addSubnet('3fff::', 20, 'ipv6')

const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
