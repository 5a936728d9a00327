import { z } from 'zod'
import { openStore } from '#database/open-store.ts'
import { addMember, NewMember } from '#staff/add-member.ts'
import { audit } from '#staff/audit.ts'
import { invitationHours, invitationPath } from '#staff/invitations.ts'
import { Role } from '#staff/role.ts'
import { defineCommand } from './command.ts'

/** Whoever may run commands on this machine may let somebody in, also when nobody can sign in any more. */
export const staffAdd = defineCommand({
  words: 'staff add',
  usage: 'staff add --email ADDRESS --name NAME --role ROLE [--department ID] [--location ID]',
  about: 'adds somebody who works here and prints the link that lets them in',
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    department: { type: 'string' },
    location: { type: 'string' },
  },
  values: z.object({
    email: NewMember.shape.email,
    name: NewMember.shape.name,
    role: z.enum(Role.options, `must be one of ${Role.options.join(', ')}`),
    department: z.string().optional(),
    location: z.string().optional(),
  }),
  async run({ config, values: { email, name, role, department, location }, say }) {
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const grants = [{ role, departmentId: department ?? null, locationId: location ?? null }]
    const added = await database
      .transaction(async (tx) => {
        const added = await addMember(tx, { email, name, grants, now: new Date() })
        if (added.outcome === 'added') await audit(tx, { by: undefined, deed: 'add-member', subject: added.id })
        return added
      })
      .finally(close)
    switch (added.outcome) {
      case 'added': {
        const address = config.publicUrl ?? `http://${config.host}:${config.port}`
        const link = `${address}${invitationPath(added.invitation)}`
        const data = { outcome: added.outcome, id: added.id, link }
        return { isOk: true, lines: [`${name} sets a password here, within ${invitationHours} hours: ${link}`], data }
      }
      case 'email-taken':
        return { isOk: false, lines: [`There is an account for ${email} already.`], data: { outcome: added.outcome } }
      case 'unknown-place':
        return { isOk: false, lines: ['There is no such department or location.'], data: { outcome: added.outcome } }
    }
  },
})
