import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api.ts'
import { go } from '../navigation.ts'
import { Entrance } from '../parts/entrance.tsx'
import { InvitationForm } from '../parts/invitation-form.tsx'
import { Link } from '../parts/link.tsx'
import { Loading } from '../parts/loading.tsx'
import { Notice } from '../parts/notice.tsx'
import { RecoveryCodes } from '../parts/recovery-codes.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

/** Where an invitation is accepted: password, app, and then the recovery codes, this once. */
export function Invitation({ done }: { done: () => Promise<void> }): JSX.Element {
  const token = location.hash.slice(1)
  const { body: opened, refusal } = useLoad(() => api('POST', '/invitations/open', { body: { token } }))
  const [codes, setCodes] = useState<readonly string[] | undefined>()
  useEffect(() => {
    document.title = `${t('invitation.title')} – ${t('shell.title')}`
  }, [])

  async function enter() {
    await done()
    go('/desk', { isInstead: true })
  }

  if (codes) {
    return (
      <Entrance title={t('recovery.title')}>
        <RecoveryCodes codes={codes} done={enter} />
      </Entrance>
    )
  }
  if (refusal) {
    return (
      <Entrance title={t('invitation.title')}>
        <Notice kind="warning" title={refusal.message} />
        <Link to="/desk" class="kern-link">
          {t('invitation.toSignIn')}
        </Link>
      </Entrance>
    )
  }
  if (!opened) return <Loading />
  return (
    <Entrance title={opened.isFirst ? t('invitation.firstTitle') : t('invitation.welcome', { name: opened.name })}>
      <InvitationForm token={token} opened={opened} done={setCodes} />
    </Entrance>
  )
}
