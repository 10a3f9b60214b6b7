// Goes on as soon as every frame is there, and in any case when the time is up: the refresh of the page waits for the frames.
const link = document.getElementById("onward");
const onward = () => location.replace(link.href);
setTimeout(onward, Number(link.dataset.seconds) * 1000);
if (document.readyState === "complete") {
  onward();
} else {
  addEventListener("load", onward);
}
