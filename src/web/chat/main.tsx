import { render } from 'preact'
import { startChat } from './chat.ts'
import { leaveFrameOnEscape } from './frame.ts'
import { Page } from './page.tsx'
import { readTexts } from './texts.ts'

const root = document.getElementById('chat')
if (root) startChat(readTexts(), (view, deeds) => render(<Page view={view} deeds={deeds} />, root))
if (parent !== window) leaveFrameOnEscape()
