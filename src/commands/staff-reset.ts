import { z } from 'zod'
import { openStore } from '#database/open-store.ts'
import { NewMember } from '#staff/add-member.ts'
import { audit } from '#staff/audit.ts'
import { invitationHours, invitationPath } from '#staff/invitations.ts'
import { findMember } from '#staff/members.ts'
import { reset } from '#staff/reset.ts'
import { defineCommand } from './command.ts'

/** Also for the only administrator there is: whoever runs commands on this machine can print another link when this one is lost. */
export const staffReset = defineCommand({
  words: 'staff reset',
  usage: 'staff reset --email ADDRESS',
  about: 'ends password, app and sessions of somebody who works here and prints a new link',
  options: { email: { type: 'string' } },
  values: z.object({ email: NewMember.shape.email }),
  async run({ config, values: { email }, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const done = await database
      .transaction(async (tx) => {
        const member = await findMember(tx, { email })
        if (member === undefined) return { outcome: 'unknown' as const }
        const { id, name } = member
        const done = await reset(tx, { staffId: id, now: new Date(), isLastToo: true })
        if (done.outcome === 'reset') await audit(tx, { by: undefined, deed: 'reset-member', subject: id })
        return { ...done, id, name }
      })
      .finally(close)
    switch (done.outcome) {
      case 'reset': {
        const link = `${config.publicUrl ?? `http://${config.host}:${config.port}`}${invitationPath(done.invitation)}`
        const data = { outcome: done.outcome, id: done.id, link }
        const lines = [`${done.name} sets a new password here, within ${invitationHours} hours: ${link}`]
        return { isOk: true, lines, data }
      }
      case 'disabled':
        return { isOk: false, lines: [`The account for ${email} is disabled.`], data: { outcome: done.outcome } }
      case 'unknown':
      case 'last-administrator':
        return { isOk: false, lines: [`There is no account for ${email}.`], data: { outcome: 'unknown' } }
    }
  },
})
