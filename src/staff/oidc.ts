import * as client from 'openid-client'
import { z } from 'zod'

export type Settings = { issuer: string; clientId: string; clientSecret: string }

/** What the browser keeps while its owner is at the provider. Sealed by whoever hands it out: it is one person's way in. */
export const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
export type Pending = z.infer<typeof Pending>

/** Whom the provider vouches for. `email` only when it says that it has verified it. */
export type Vouched = { subject: string; email: string | undefined }

export type Begun = { outcome: 'begun'; address: URL; pending: Pending } | { outcome: 'away'; cause: unknown }
export type Finished = { outcome: 'vouched'; vouched: Vouched } | { outcome: 'refused'; cause: unknown }

export type Oidc = {
  begin(returnAddress: string): Promise<Begun>
  finish(current: URL, pending: Pending): Promise<Finished>
}

/**
 * Sign-in through any OpenID Connect provider: code flow with PKCE, state and nonce. The provider is asked about itself when
 * it is first needed, and again until it answers: while it is away only this way in is.
 */
export function oidc({ issuer, clientId, clientSecret }: Settings): Oidc {
  let known: Promise<client.Configuration> | undefined

  function provider(): Promise<client.Configuration> {
    known ??= discover().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }

  function discover(): Promise<client.Configuration> {
    const server = new URL(issuer)
    // config.ts lets plain http pass for a provider on this machine alone.
    const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : []
    return client.discovery(server, clientId, clientSecret, undefined, { timeout: 10, execute })
  }

  return {
    async begin(returnAddress) {
      try {
        const configuration = await provider()
        const pending = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        }
        const address = client.buildAuthorizationUrl(configuration, {
          redirect_uri: returnAddress,
          scope: 'openid email',
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: 'S256',
        })
        return { outcome: 'begun', address, pending }
      } catch (cause) {
        return { outcome: 'away', cause }
      }
    },

    async finish(current, { state, nonce, verifier }) {
      try {
        const configuration = await provider()
        const tokens = await client.authorizationCodeGrant(configuration, current, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = Claims.parse(tokens.claims())
        const { email, email_verified: isVerified } =
          claims.email === undefined
            ? Claims.parse(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub))
            : claims
        return {
          outcome: 'vouched',
          vouched: { subject: `${issuer} ${claims.sub}`, email: isVerified ? email : undefined },
        }
      } catch (cause) {
        return { outcome: 'refused', cause }
      }
    },
  }
}

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string().toLowerCase().optional(),
  email_verified: z.boolean().default(false),
})
