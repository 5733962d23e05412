import { layout } from './layout';
import type { GraphScope } from './model';

onmessage = ({ data }: MessageEvent<{ id: number; scope: GraphScope }>) => postMessage({ id: data.id, layout: layout(data.scope) });
