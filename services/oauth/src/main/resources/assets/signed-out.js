// Goes on as soon as every frame is there; the page itself goes on when the time is up.
const onward = () => location.replace(document.getElementById("onward").href);
if (document.readyState === "complete") {
  onward();
} else {
  addEventListener("load", onward);
}
