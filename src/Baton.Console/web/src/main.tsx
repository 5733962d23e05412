import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './shared/ui/tokens.css';
import './shared/ui/base.css';
import './shared/ui/parts.css';
import './app/app.css';

// Libraries that add styles of their own have to know under which number the page lets them.
setNonce(document.querySelector<HTMLMetaElement>('meta[name=baton-nonce]')!.content);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
