import { measureEventLoop } from "./support/measure-event-loop";
import { makeScene } from "./support/scene";
const m=await measureEventLoop(await makeScene(4243, 2829));
for(const [k,v] of Object.entries({idle:m.idle,editing:m.editing})) console.log(k, v.map(x=>`own ${x.own|0} clock ${x.longest|0} p99 ${x.p99|0}`));
console.log(m.seconds,m.polls);
