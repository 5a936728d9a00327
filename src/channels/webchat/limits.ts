/**
 * What one client may ask of the server. Polling is never limited.
 * - `tokens` per address: 500 people behind one router within 10 s fit in many times, one machine that fills the database does not
 * - `posts` per conversation: as often as a client that polls 20 times a second sees an answer to react to
 * - `sockets` at once; a ninth window of one person falls back to polling
 * - `heartbeat`: how often a socket is asked whether it lives, ms
 * - `frames` a client may send between two heartbeats; official clients send one
 */
export type Limits = {
  tokens: Rate
  posts: Rate
  sockets: { perConversation: number; perAddress: number }
  heartbeat: number
  frames: number
}

/** So many in a window of `timeWindow` ms. */
type Rate = { max: number; timeWindow: number }

export const limits: Limits = {
  tokens: { max: 3000, timeWindow: 60_000 },
  posts: { max: 100, timeWindow: 5000 },
  sockets: { perConversation: 8, perAddress: 2000 },
  heartbeat: 20_000,
  frames: 100,
}

/** Bytes of a WebSocket frame: clients have nothing to say there. */
export const largestFrame = 64 * 1024

/** Bytes waiting for a slow socket before it is given up; its client comes back and resumes. */
export const largestBacklog = 1024 * 1024
