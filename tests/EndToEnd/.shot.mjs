import { chromium } from 'playwright-core'; import { readFileSync } from 'node:fs';
const [,, name, path, scheme='light', width='1440', script=''] = process.argv;
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const c = await b.newContext({viewport:{width:+width,height:+width<500?844:900},colorScheme:scheme,baseURL:'http://127.0.0.1:7392'});
const page = await c.newPage(); page.on('pageerror',e=>console.log('ERR',e)); page.on('console',m=>m.type()==='error'&&console.log('console',m.text()));
await page.goto('/console/'+path); await page.waitForTimeout(1500);
if (script) await (new Function('page','return (async()=>{'+script+'})()'))(page);
await page.waitForTimeout(700); await page.screenshot({path:`/tmp/shots/${name}.png`, fullPage: +width<500}); await b.close();
