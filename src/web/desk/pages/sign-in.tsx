import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { api } from '../api.ts'
import { go } from '../navigation.ts'
import { Entrance } from '../parts/entrance.tsx'
import { Notice } from '../parts/notice.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { maybe, t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

export function SignIn({ done }: { done: () => Promise<void> }): JSX.Element {
  const { body: ways } = useLoad(() => api('GET', '/sign-in', {}))
  const reason = new URLSearchParams(location.search).get('grund')
  const said = reason === null ? undefined : maybe(`error.${reason}`)
  useEffect(() => {
    document.title = `${t('signIn.title')} – ${t('shell.title')}`
  }, [])

  async function enter() {
    if (location.pathname === '/desk/anmeldung') go('/desk', { isInstead: true })
    await done()
  }

  return (
    <Entrance title={t('signIn.title')}>
      {said && <Notice kind="warning" title={said} />}
      {ways?.provider && (
        <a class="kern-btn kern-btn--secondary kern-btn--block" href="/api/v1/sign-in/provider">
          <span class="kern-label">{t('signIn.provider')}</span>
        </a>
      )}
      <SignInForm done={enter} />
    </Entrance>
  )
}
