for (const line of document.querySelectorAll("li")) {
  line.addEventListener("click", () => line.classList.toggle("wanted"));
}
