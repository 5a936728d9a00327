import { randomUUID } from 'node:crypto'
import type { OpenDesk } from './desk-office.ts'

/** A draft of a broadcast of one department at one location. */
export async function announce(
  { database: { prisma }, clock }: OpenDesk,
  offer: { departmentId: string; locationId: string },
): Promise<string> {
  const id = randomUUID()
  const words = { title: 'Freie Termine', audience: { group: 'everybody' }, texts: {} }
  await prisma.broadcast.create({ data: { id, offer, ...words, perPlace: 3, waveMinutes: 15, createdAt: clock.now } })
  return id
}
